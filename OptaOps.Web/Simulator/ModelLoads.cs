using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>Running loads. A load goes on when its caller leaves, and by default nothing else on the server answers meanwhile.</summary>
internal sealed class ModelLoads(LmxProcess process)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _running = new(StringComparer.Ordinal);
    private TaskCompletionSource? _blocked;

    /// <summary>Returns when no load blocks the server.</summary>
    public async Task UnblockedAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _blocked) is { } blocked)
        {
            await blocked.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Loads the model and says how that ended. LMX answers for an id that is being loaded already as for any inner failure.</summary>
    public async Task<SimulatedLoadOutcome> LoadAsync(SimulatedModel model, JsonObject performance)
    {
        TaskCompletionSource? block = null;
        lock (_gate)
        {
            if (!_running.Add(model.Id))
            {
                return SimulatedLoadOutcome.InternalError;
            }

            if (process.Server.LoadBlocksServer && _blocked is null)
            {
                block = _blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        try
        {
            return await new ModelLoad(process, model, performance).RunAsync();
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(model.Id);
                if (block is not null)
                {
                    _blocked = null;
                }
            }

            block?.SetResult();
        }
    }
}

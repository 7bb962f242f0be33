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

    /// <summary>Loads and returns the model; null when the same id is being loaded already.</summary>
    public async Task<LoadedModel?> LoadAsync(SimulatedModel model, JsonObject performance)
    {
        TaskCompletionSource? block = null;
        lock (_gate)
        {
            if (!_running.Add(model.Id))
            {
                return null;
            }

            if (process.Server.LoadBlocksServer && _blocked is null)
            {
                block = _blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        try
        {
            await Task.Delay(process.Server.Scaled(model.LoadTime), process.Time, process.Ending);
            return process.Server.Models.Load(new LoadedModel(model, process.Now) { Performance = performance });
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

namespace OptaOps.Web.Simulator;

/// <summary>Loads under way. Weights are read inside the server's event loop, so that meanwhile nothing answers (contract §2.3).</summary>
internal sealed class ModelLoads(LmxProcess process)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _loading = new(StringComparer.Ordinal);
    private TaskCompletionSource? _block;

    /// <summary>Returns when no load blocks the server.</summary>
    public async Task UnblockedAsync(CancellationToken cancellationToken)
    {
        Task? block;
        lock (_gate)
        {
            block = _block?.Task;
        }

        if (block is not null)
        {
            await block.WaitAsync(cancellationToken);
        }
    }

    /// <summary>False when the same model is already loading.</summary>
    public bool TryBegin(string id)
    {
        lock (_gate)
        {
            return _loading.Add(id);
        }
    }

    public void End(string id)
    {
        lock (_gate)
        {
            _loading.Remove(id);
        }
    }

    /// <summary>Reads the weights: takes the model's time and, when so scripted, the whole server with it.</summary>
    public async Task ReadWeightsAsync(SimulatedModel model)
    {
        var block = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _block = process.Server.LoadBlocksServer ? block : null;
        }

        try
        {
            await Task.Delay(process.Server.Scaled(model.LoadTime), process.Time, process.Ending);
        }
        finally
        {
            lock (_gate)
            {
                _block = null;
            }

            block.SetResult();
        }
    }
}

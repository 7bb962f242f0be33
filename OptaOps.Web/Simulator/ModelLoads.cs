namespace OptaOps.Web.Simulator;

/// <summary>Running loads. A load goes on when its caller leaves, and by default nothing else on the server answers meanwhile.</summary>
internal sealed class ModelLoads(LmxProcess process)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoadOptions> _running = new(StringComparer.Ordinal);
    private TaskCompletionSource? _blocked;

    /// <summary>Memory that running loads have reserved.</summary>
    public double ReservedPercent
    {
        get
        {
            lock (_gate)
            {
                return _running.Values.Sum(options => options.ReservedPercent);
            }
        }
    }

    public bool Blocks => Volatile.Read(ref _blocked) is not null;

    /// <summary>Returns when no load blocks the server.</summary>
    public async Task UnblockedAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _blocked) is { } blocked)
        {
            await blocked.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Loads the model and says how that ended. LMX answers for an id that is being loaded already as for any inner failure.</summary>
    public async Task<SimulatedLoadOutcome> LoadAsync(SimulatedModel model, LoadOptions options)
    {
        TaskCompletionSource? block = null;
        lock (_gate)
        {
            if (!_running.TryAdd(model.Id, options))
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
            var load = new ModelLoad(process, model, options);
            var failure = await load.ReadAsync();
            if (model.CanaryTime > TimeSpan.Zero)
            {
                Unblock(block);
            }

            return failure ?? await load.TryOutAsync();
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(model.Id);
            }

            Unblock(block);
        }
    }

    private void Unblock(TaskCompletionSource? block)
    {
        if (block is not null)
        {
            Interlocked.CompareExchange(ref _blocked, null, block);
            block.TrySetResult();
        }
    }
}

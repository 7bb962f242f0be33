namespace OptaOps.Core.Fleet;

/// <summary>
/// The one door to a node (design §4, *Alone*). Reads go through it together; while a run is measured nobody else does.
/// </summary>
public sealed class NodeGate
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int _readers;
    private Measuring? _measuring;
    private TaskCompletionSource _changed = NewSignal();

    public NodeGate(TimeProvider time) => _time = time;

    /// <summary>The run that holds the gate, or null.</summary>
    public Measuring? Measuring
    {
        get
        {
            lock (_lock)
            {
                return _measuring;
            }
        }
    }

    /// <summary>A lease for one read, or null while a run is measured: the caller holds its values and says why.</summary>
    public IDisposable? TryEnterRead()
    {
        lock (_lock)
        {
            if (_measuring is not null)
            {
                return null;
            }

            _readers++;
            return new Lease(LeaveRead);
        }
    }

    /// <summary>A lease for one read, as soon as no run is measured.</summary>
    public async Task<IDisposable> EnterReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_measuring is null)
                {
                    _readers++;
                    return new Lease(LeaveRead);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Closes the gate to new reads, waits for those under way, and holds it until the lease is disposed.</summary>
    public async Task<IDisposable> EnterMeasurementAsync(int benchmarkId, int n, CancellationToken cancellationToken)
    {
        await ClaimAsync(new Measuring(benchmarkId, n, _time.GetUtcNow()), cancellationToken);
        try
        {
            await ReadersGoneAsync(cancellationToken);
        }
        catch
        {
            LeaveMeasurement();
            throw;
        }

        return new Lease(LeaveMeasurement);
    }

    private async Task ClaimAsync(Measuring measuring, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_measuring is null)
                {
                    _measuring = measuring;
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task ReadersGoneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_readers == 0)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void LeaveRead() => Change(() => _readers--);

    private void LeaveMeasurement() => Change(() => _measuring = null);

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Lease(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}

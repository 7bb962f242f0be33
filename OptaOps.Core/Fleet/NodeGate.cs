namespace OptaOps.Core.Fleet;

/// <summary>
/// The one door to a node (design §4, *Alone*). Reads go through it together; while a run is measured nobody else does.
/// </summary>
public sealed class NodeGate
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int _readers;
    private int _waiting;
    private Measuring? _measuring;
    private DateTimeOffset? _freeSince;
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

    /// <summary>When the newest measurement let go of the gate; null when there was none.</summary>
    public DateTimeOffset? FreeSince
    {
        get
        {
            lock (_lock)
            {
                return _freeSince;
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

    /// <summary>A lease for one read, as soon as no run is measured; between two runs it comes before the next one.</summary>
    public async Task<IDisposable> EnterReadAsync(CancellationToken cancellationToken)
    {
        if (TryEnterRead() is { } lease)
        {
            return lease;
        }

        Change(() => _waiting++);
        try
        {
            await UntilAsync(() => _measuring is null, () => _readers++, cancellationToken);
            return new Lease(LeaveRead);
        }
        finally
        {
            Change(() => _waiting--);
        }
    }

    /// <summary>Closes the gate to new reads, waits for those under way, and holds it until the lease is disposed.</summary>
    /// <param name="n">First run of the round; null for a measurement that is no run.</param>
    public async Task<IDisposable> EnterMeasurementAsync(int benchmarkId, int? n, CancellationToken cancellationToken)
    {
        var measuring = new Measuring(benchmarkId, n, _time.GetUtcNow());
        await UntilAsync(() => _measuring is null && _waiting == 0, () => _measuring = measuring, cancellationToken);
        try
        {
            await UntilAsync(() => _readers == 0, () => { }, cancellationToken);
        }
        catch
        {
            LeaveMeasurement();
            throw;
        }

        return new Lease(LeaveMeasurement);
    }

    /// <summary>Waits for a condition and acts on it under the same lock.</summary>
    private async Task UntilAsync(Func<bool> condition, Action then, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition())
                {
                    then();
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private void LeaveRead() => Change(() => _readers--);

    private void LeaveMeasurement() => Change(() => (_measuring, _freeSince) = (null, _time.GetUtcNow()));

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

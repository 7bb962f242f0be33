namespace OptaOps.Core.Fleet;

/// <summary>
/// The one door to a node (design §4, *Alone*). Reads go through it together; while a run is measured nobody else does. A load goes through it
/// alone, and never into somebody else's benchmark, which claims the node from its first run to its last.
/// </summary>
public sealed class NodeGate
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int _readers;
    private int _waiting;
    private Measuring? _measuring;
    private int? _claimedBy;
    private bool _loading;
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

    /// <summary>The benchmark that runs on the node, between its runs too; null when there is none.</summary>
    public int? ClaimedBy
    {
        get
        {
            lock (_lock)
            {
                return _claimedBy;
            }
        }
    }

    /// <summary>True while a load or unload of ours is under way.</summary>
    public bool IsLoading
    {
        get
        {
            lock (_lock)
            {
                return _loading;
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

    /// <summary>Keeps loads that are not the benchmark's own away until the lease is disposed; waits for one under way.</summary>
    public async Task<IDisposable> ClaimAsync(int benchmarkId, CancellationToken cancellationToken)
    {
        await UntilAsync(() => !_loading && _claimedBy is null, () => _claimedBy = benchmarkId, cancellationToken);
        return new Lease(() => Change(() => _claimedBy = null));
    }

    /// <summary>A lease for one load or unload, or null while another is under way, a run is measured, or another benchmark has the node.</summary>
    /// <param name="benchmarkId">The benchmark whose own load it is; null for a person's or a script's.</param>
    public IDisposable? TryEnterLoad(int? benchmarkId)
    {
        lock (_lock)
        {
            if (_loading || _measuring is not null || (_claimedBy is { } claimed && claimed != benchmarkId))
            {
                return null;
            }

            _loading = true;
            return new Lease(() => Change(() => _loading = false));
        }
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

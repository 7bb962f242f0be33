namespace OptaOps.Core.Benchmarks;

/// <summary>The three ways in which a run is broken off: by its user or the host, by its deadline, by silence after its first text.</summary>
internal sealed class RunAbort : IDisposable
{
    private readonly CancellationToken _asked;
    private readonly TimeSpan _runTimeout;
    private readonly TimeSpan _stallTimeout;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _any;

    public RunAbort(BenchmarkOptions options, TimeProvider time, CancellationToken asked)
    {
        _asked = asked;
        (_runTimeout, _stallTimeout) = (options.RunTimeout, options.StallTimeout);
        _deadline = new CancellationTokenSource(_runTimeout, time);
        _stall = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(asked, _deadline.Token, _stall.Token);
    }

    public CancellationToken Token => _any.Token;

    /// <summary>Bytes came after the first text: silence is counted anew.</summary>
    public void BytesArrived() => _stall.CancelAfter(_stallTimeout);

    /// <summary>Why the run was broken off, or null when nobody here did it or its user asked for it.</summary>
    public RunFailure? Failure =>
        _asked.IsCancellationRequested ? null
        : _stall.IsCancellationRequested ? new(FailureCode.Stalled, $"No byte for {_stallTimeout.TotalSeconds:0.#} s after text had begun (Benchmarks:StallTimeout).")
        : _deadline.IsCancellationRequested ? new(FailureCode.Timeout, $"Not finished after {_runTimeout.TotalSeconds:0.#} s (Benchmarks:RunTimeout).")
        : null;

    public void Dispose()
    {
        _any.Dispose();
        _deadline.Dispose();
        _stall.Dispose();
    }
}

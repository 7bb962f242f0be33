namespace OptaOps.Web.Simulator;

/// <summary>
/// How fast one model makes tokens while several answers share it. Decoding time passes at the pace of a lone answer, and more slowly the more
/// answers run: work that takes 100 ms alone takes 100 ms of it always. All times are milliseconds of the server's clock.
/// </summary>
/// <param name="cost">By how much each further answer lengthens the time for a token: 0 for not at all, 1 for answers that take turns.</param>
internal sealed class BatchPace(double cost)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private int _running;
    private double _since;
    private double _passed;

    public int Running => Volatile.Read(ref _running);

    private double Slowdown => 1 + (Math.Max(0, _running - 1) * cost);

    public void Join(double now) => Change(now, 1);

    public void Leave(double now) => Change(now, -1);

    public BatchMoment At(double now)
    {
        lock (_gate)
        {
            return new BatchMoment(PassedAt(now), Slowdown, _changed.Task);
        }
    }

    private void Change(double now, int by)
    {
        TaskCompletionSource before;
        lock (_gate)
        {
            (_passed, _since) = (PassedAt(now), now);
            _running += by;
            (before, _changed) = (_changed, NewSignal());
        }

        before.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private double PassedAt(double now) => _passed + ((now - _since) / Slowdown);
}

/// <param name="Passed">Decoding time up to this moment.</param>
/// <param name="Slowdown">How long one millisecond of decoding time takes from now on.</param>
/// <param name="Changed">Completes when that is no longer so.</param>
internal sealed record BatchMoment(double Passed, double Slowdown, Task Changed);

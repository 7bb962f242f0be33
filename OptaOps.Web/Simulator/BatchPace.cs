namespace OptaOps.Web.Simulator;

/// <summary>
/// How fast one model makes tokens while several answers share it. Decoding time passes at the pace of a lone answer, and more slowly the more
/// answers run: work that takes 100 ms alone takes 100 ms of it always. All times are milliseconds of the server's clock.
/// </summary>
/// <param name="cost">By how much each further answer lengthens the time for a token: 0 for not at all, 1 for answers that take turns.</param>
internal sealed class BatchPace(double cost)
{
    /// <summary>Who looks back is late by less than so many changes.</summary>
    private const int Kept = 256;

    private readonly Lock _gate = new();
    private readonly List<BatchMoment> _changes = [new(0, 0, 1, NewSignal())];
    private int _running;

    public int Running => Volatile.Read(ref _running);

    public void Join(double now) => Change(now, 1);

    public void Leave(double now) => Change(now, -1);

    /// <summary>The moment of the last change before a point in time, which may be in the past.</summary>
    public BatchMoment At(double point)
    {
        lock (_gate)
        {
            return _changes.FindLast(change => change.Since <= point) ?? _changes[0];
        }
    }

    private void Change(double now, int by)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            _running += by;
            var last = _changes[^1];
            ended = last.Ended;
            _changes.Add(new BatchMoment(now, last.PassedAt(now), 1 + (Math.Max(0, _running - 1) * cost), NewSignal()));
            if (_changes.Count > Kept)
            {
                _changes.RemoveAt(0);
            }
        }

        ended.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>From one change of the number of answers to the next.</summary>
/// <param name="Passed">Decoding time up to its beginning.</param>
/// <param name="Slowdown">How long one millisecond of decoding time takes in it.</param>
/// <param name="Ended">Completes with the next change.</param>
internal sealed record BatchMoment(double Since, double Passed, double Slowdown, TaskCompletionSource Ended)
{
    public double PassedAt(double point) => Passed + ((point - Since) / Slowdown);

    /// <summary>When so much decoding time will have passed, unless something changes before.</summary>
    public double When(double passed) => Since + ((passed - Passed) * Slowdown);
}

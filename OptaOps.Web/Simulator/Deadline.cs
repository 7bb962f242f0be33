namespace OptaOps.Web.Simulator;

/// <summary>Waits for points in time that are planned from one start, so that being late for one never delays the next.</summary>
internal sealed class Deadline(TimeProvider time, long startedAt)
{
    /// <summary>Timers count whole milliseconds and fire up to one late; what is left is waited out by yielding.</summary>
    private static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(1);

    private readonly bool _realTime = ReferenceEquals(time, TimeProvider.System);

    public async Task WaitAsync(double milliseconds, CancellationToken cancellationToken)
    {
        var due = TimeSpan.FromMilliseconds(milliseconds);
        if (!_realTime)
        {
            await Task.Delay(Remaining(due), time, cancellationToken);
            return;
        }

        var early = Remaining(due) - TimerGrain;
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early, time, cancellationToken);
        }

        while (Remaining(due) > TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private TimeSpan Remaining(TimeSpan due)
    {
        var left = due - time.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

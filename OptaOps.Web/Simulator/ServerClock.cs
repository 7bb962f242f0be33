namespace OptaOps.Web.Simulator;

/// <summary>
/// Milliseconds since a server's start, and waits for points on that scale: whoever plans from one start is never later for having been late.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    /// <summary>Timers count whole milliseconds and fire up to one late; what is left is waited out by yielding.</summary>
    private static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(1);

    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly long _startedAt = time.GetTimestamp();
    private readonly bool _realTime = ReferenceEquals(time, TimeProvider.System);

    public TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    public double Now => Elapsed.TotalMilliseconds;

    public Task WaitUntilAsync(double due, CancellationToken cancellationToken) => WaitUntilAsync(due, Never, cancellationToken);

    /// <summary>True when the point is reached, false when <paramref name="interrupted"/> completed before.</summary>
    public async Task<bool> WaitUntilAsync(double due, Task interrupted, CancellationToken cancellationToken)
    {
        var point = TimeSpan.FromTicks((long)Math.Round(due * TimeSpan.TicksPerMillisecond));
        while (point - Elapsed is var left && left > TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (interrupted.IsCompleted)
            {
                return false;
            }

            if (!_realTime)
            {
                await WaitExactlyAsync(point, left, interrupted, cancellationToken);
            }
            else if (left > TimerGrain)
            {
                await await Task.WhenAny(Task.Delay(left - TimerGrain, time, cancellationToken), interrupted);
            }
            else
            {
                await Task.Yield();
            }
        }

        return true;
    }

    /// <summary>A test's clock may be moved between reading it and starting the timer, which then would wait for too late a point.</summary>
    private async Task WaitExactlyAsync(TimeSpan point, TimeSpan left, Task interrupted, CancellationToken cancellationToken)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = time.CreateTimer(_ => fired.TrySetResult(), null, left, Timeout.InfiniteTimeSpan);
        await using var given = cancellationToken.Register(() => fired.TrySetCanceled(cancellationToken));
        if (point - Elapsed == left)
        {
            await await Task.WhenAny(fired.Task, interrupted);
        }
    }
}

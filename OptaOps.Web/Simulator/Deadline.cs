namespace OptaOps.Web.Simulator;

/// <summary>Waits for a moment counted from a request's arrival, so that lateness never adds up from token to token.</summary>
internal static class Deadline
{
    // A timer wakes up to a millisecond or two late; the last stretch is passed by yielding.
    private const double TimerCoarsenessMs = 2;

    public static async Task UntilAsync(LmxExchange exchange, long arrivedAt, double ms)
    {
        var time = exchange.Process.Time;
        while (ms - time.GetElapsedTime(arrivedAt).TotalMilliseconds is > 0 and var left)
        {
            exchange.Gone.ThrowIfCancellationRequested();
            if (left > TimerCoarsenessMs)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(left - TimerCoarsenessMs + 1), time, exchange.Gone);
            }
            else
            {
                await Task.Yield();
            }
        }
    }
}

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Watches the observer while a round is measured: a thread of the same kind as the measuring ones asks to be woken every two milliseconds and
/// notes how much later it was, and how long the collector had stopped all threads meanwhile. What delays it delays the stamps of the runs too.
/// </summary>
internal sealed class LagWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(2);

    private readonly TimeProvider _time;
    private readonly ManualResetEvent _over = new(false);
    private readonly List<Waking> _wakings = new(4096);
    private readonly Thread _thread;

    public LagWatch(TimeProvider time)
    {
        _time = time;
        _thread = new Thread(Watch) { IsBackground = true, Name = "OptaOps lag watch" };
        _thread.Start();
    }

    /// <summary>Ends the watch; its notes can then be asked.</summary>
    public void Stop()
    {
        _over.Set();
        _thread.Join();
    }

    /// <summary>99th percentile of the lag between two timestamps, milliseconds; null when it never woke in that time. After <see cref="Stop"/>.</summary>
    public double? LagP99Ms(long from, long to)
    {
        var lags = Between(from, to).Select(waking => waking.LagMs).Order().ToArray();
        return lags.Length == 0 ? null : lags[(int)Math.Ceiling(lags.Length * 0.99) - 1];
    }

    /// <summary>Longest stop by the collector between two timestamps, milliseconds; null when it never woke in that time. After <see cref="Stop"/>.</summary>
    public double? LongestPauseMs(long from, long to)
    {
        var pauses = Between(from, to).Select(waking => waking.PausedMs).ToArray();
        return pauses.Length == 0 ? null : pauses.Max();
    }

    public void Dispose()
    {
        Stop();
        _over.Dispose();
    }

    private IEnumerable<Waking> Between(long from, long to) => _wakings.Where(waking => waking.At >= from && waking.At <= to);

    private void Watch()
    {
        var paused = GC.GetTotalPauseDuration();
        while (true)
        {
            var asked = _time.GetTimestamp();
            if (_over.WaitOne(Every))
            {
                return;
            }

            var woken = _time.GetTimestamp();
            var pausedNow = GC.GetTotalPauseDuration();
            _wakings.Add(new(
                woken,
                (float)Math.Max(0, (_time.GetElapsedTime(asked, woken) - Every).TotalMilliseconds),
                (float)(pausedNow - paused).TotalMilliseconds));
            paused = pausedNow;
        }
    }

    /// <summary>Single precision, so that the notes of eight seconds stay below the large-object heap, whose growth calls the collector.</summary>
    private readonly record struct Waking(long At, float LagMs, float PausedMs);
}

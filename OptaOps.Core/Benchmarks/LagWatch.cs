namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Watches the observer while a run is measured: a thread of the same kind as the measuring one asks to be woken every two milliseconds
/// and notes how much later it was. What delays it delays the stamps of the run too.
/// </summary>
internal sealed class LagWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(2);

    private readonly TimeProvider _time;
    private readonly ManualResetEvent _over = new(false);
    private readonly List<double> _lagsMs = new(4096);
    private readonly Thread _thread;

    public LagWatch(TimeProvider time)
    {
        _time = time;
        _thread = new Thread(Watch) { IsBackground = true, Name = "OptaOps lag watch" };
        _thread.Start();
    }

    /// <summary>Ends the watch and gives the 99th percentile of the lag in milliseconds; null when it never woke.</summary>
    public double? Stop()
    {
        _over.Set();
        _thread.Join();
        if (_lagsMs.Count == 0)
        {
            return null;
        }

        _lagsMs.Sort();
        return _lagsMs[(int)Math.Ceiling(_lagsMs.Count * 0.99) - 1];
    }

    public void Dispose()
    {
        Stop();
        _over.Dispose();
    }

    private void Watch()
    {
        while (true)
        {
            var asked = _time.GetTimestamp();
            if (_over.WaitOne(Every))
            {
                return;
            }

            _lagsMs.Add(Math.Max(0, (_time.GetElapsedTime(asked) - Every).TotalMilliseconds));
        }
    }
}

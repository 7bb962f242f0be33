namespace OptaOps.Core.Fleet;

/// <summary>How late the poll loop came since the start of this process: its own trouble, which must never be taken for a node's.</summary>
public sealed class PollLateness
{
    private const int Kept = 4096;
    private readonly Lock _lock = new();
    private readonly Queue<double> _newest = new();
    private long _ticks;
    private long _missed;
    private double _max;

    /// <summary>The newest distribution.</summary>
    public PollLatenessView View
    {
        get
        {
            lock (_lock)
            {
                double[] sorted = [.. _newest.Order()];
                double? At(double share) => sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
                return new(_ticks, _missed, At(0.5), At(0.99), _ticks == 0 ? null : _max);
            }
        }
    }

    /// <param name="missed">Ticks that did not come at all.</param>
    internal void Add(double lateMs, long missed)
    {
        lock (_lock)
        {
            _newest.Enqueue(lateMs);
            if (_newest.Count > Kept)
            {
                _newest.Dequeue();
            }

            (_ticks, _missed, _max) = (_ticks + 1, _missed + missed, Math.Max(_max, lateMs));
        }
    }
}

/// <param name="Ticks">Since the start, without the first.</param>
/// <param name="MissedTicks">Ticks that did not come at all.</param>
/// <param name="P50Ms">Of the newest 4,096 ticks; null before the second one.</param>
/// <param name="MaxMs">Since the start.</param>
public sealed record PollLatenessView(long Ticks, long MissedTicks, double? P50Ms, double? P99Ms, double? MaxMs);

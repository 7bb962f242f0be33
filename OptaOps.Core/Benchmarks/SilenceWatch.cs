namespace OptaOps.Core.Benchmarks;

/// <summary>Says when a measured node has been silent for so long that it may be asked whether it lives: every ten seconds of silence.</summary>
internal sealed class SilenceWatch
{
    private const double EveryMs = 10_000;
    private double _askedAtMs;

    /// <param name="elapsedMs">Since t0.</param>
    /// <param name="lastArrivalMs">Newest text after t0; null before the first.</param>
    public bool IsDue(double elapsedMs, double? lastArrivalMs)
    {
        if (elapsedMs - Math.Max(lastArrivalMs ?? 0, _askedAtMs) < EveryMs)
        {
            return false;
        }

        _askedAtMs = elapsedMs;
        return true;
    }
}

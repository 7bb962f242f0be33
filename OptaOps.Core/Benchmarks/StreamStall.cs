namespace OptaOps.Core.Benchmarks;

/// <summary>A time in which a stream stood still: a gap between two pieces of more than five times the median gap and more than 250 ms.</summary>
/// <param name="FromMs">Arrival of the piece before it, after t0.</param>
/// <param name="ToMs">Arrival of the piece after it.</param>
public sealed record StreamStall(double FromMs, double ToMs)
{
    private const double TimesMedian = 5;
    private const double LeastMs = 250;

    /// <param name="atMs">Arrivals of the pieces, ascending.</param>
    public static IReadOnlyList<StreamStall> Of(IReadOnlyList<double> atMs)
    {
        if (MedianGapMs(atMs) is not { } median)
        {
            return [];
        }

        var least = Math.Max(median * TimesMedian, LeastMs);
        return [.. atMs.Zip(atMs.Skip(1), (from, to) => new StreamStall(from, to)).Where(stall => stall.ToMs - stall.FromMs > least)];
    }

    /// <summary>Median of the gaps; null with fewer than two pieces.</summary>
    public static double? MedianGapMs(IReadOnlyList<double> atMs)
    {
        var gaps = atMs.Zip(atMs.Skip(1), (from, to) => to - from).Order().ToArray();
        return gaps.Length == 0 ? null
            : gaps.Length % 2 == 1 ? gaps[gaps.Length / 2]
            : (gaps[(gaps.Length / 2) - 1] + gaps[gaps.Length / 2]) / 2;
    }
}

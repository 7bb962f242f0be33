namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>Pieces of text per second from arrivals in milliseconds after t0, ascending.</summary>
internal static class StreamRate
{
    public const double WindowMs = 500;

    /// <summary>Rate over the last half second before <paramref name="nowMs"/>; null while fewer than two arrivals fall into it.</summary>
    public static double? At(IReadOnlyList<double> atMs, double nowMs)
    {
        var last = LastAtOrBefore(atMs, nowMs);
        var first = FirstAtOrAfter(atMs, nowMs - WindowMs);
        return last > first && atMs[last] > atMs[first] ? (last - first) * 1000 / (atMs[last] - atMs[first]) : null;
    }

    /// <summary>The rate every <paramref name="stepMs"/> from the first full window to <paramref name="endMs"/>; times without a rate are left out.</summary>
    public static IEnumerable<(double AtMs, double Rate)> Line(IReadOnlyList<double> atMs, double endMs, double stepMs)
    {
        if (atMs.Count < 2)
        {
            yield break;
        }

        for (var at = atMs[0] + WindowMs; at <= endMs; at += stepMs)
        {
            if (At(atMs, at) is { } rate)
            {
                yield return (at, rate);
            }
        }
    }

    private static int LastAtOrBefore(IReadOnlyList<double> atMs, double time)
    {
        var (low, high) = (0, atMs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atMs[middle] <= time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static int FirstAtOrAfter(IReadOnlyList<double> atMs, double time)
    {
        var (low, high) = (0, atMs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atMs[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

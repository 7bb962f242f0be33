namespace OptaOps.Core.Statistics;

/// <summary>Quantiles by linear interpolation between ranks, and the fences that Tukey draws from them.</summary>
public static class Quartiles
{
    private const int LeastForFences = 4;
    private const double Reach = 1.5;

    /// <param name="sorted">Ascending, not empty.</param>
    /// <param name="fraction">0 to 1.</param>
    public static double At(IReadOnlyList<double> sorted, double fraction)
    {
        var rank = fraction * (sorted.Count - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Marks values beyond 1.5 interquartile ranges, in the order given. Labels only: nothing is removed. None below four values.</summary>
    public static IReadOnlyList<bool> Outliers(IReadOnlyList<double> values)
    {
        if (values.Count < LeastForFences)
        {
            return [.. values.Select(_ => false)];
        }

        var sorted = values.Order().ToArray();
        var (low, high) = (At(sorted, 0.25), At(sorted, 0.75));
        var reach = Reach * (high - low);
        return [.. values.Select(value => value < low - reach || value > high + reach)];
    }
}

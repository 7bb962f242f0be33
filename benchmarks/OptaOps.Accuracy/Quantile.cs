using System.Globalization;

namespace OptaOps.Accuracy;

/// <summary>Order statistics as they are printed: the smallest value that at least the share does not exceed.</summary>
internal static class Quantile
{
    public static double At(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }

    /// <summary>p50 / p99 / max.</summary>
    public static string ThreeOf(IReadOnlyCollection<double> values) => $"{Text(values, 0.5)} / {Text(values, 0.99)} / {Text(values, 1)}";

    /// <summary>p50 / p99.</summary>
    public static string TwoOf(IReadOnlyCollection<double> values) => $"{Text(values, 0.5)} / {Text(values, 0.99)}";

    private static string Text(IReadOnlyCollection<double> values, double share) => At(values, share).ToString("0.000", CultureInfo.InvariantCulture);
}

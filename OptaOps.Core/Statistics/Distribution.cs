using MathNet.Numerics.Distributions;

namespace OptaOps.Core.Statistics;

/// <summary>
/// What a small sample says, always with the n it rests on. A figure that this n cannot carry is null: no interval below 2, no p90 below 64,
/// no p99 below 662 (the smallest n at which a binomial test at 99 % finds such a rank).
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="StandardDeviation">With n − 1; null below 2.</param>
/// <param name="Cv">Standard deviation ÷ mean, as a fraction; null below 2 or at mean 0.</param>
/// <param name="HalfWidth95">Half the width of the 95 % interval of the mean (Student t); null below 2.</param>
/// <param name="SmallestShownChange">
/// Smallest relative difference between two groups of this n and spread that is found with 80 % power at two-sided 5 %; null below 2.
/// </param>
public sealed record Distribution(
    int N,
    double Mean,
    double Median,
    double Min,
    double Max,
    double? StandardDeviation,
    double? Cv,
    double? HalfWidth95,
    double? P90,
    double? P99,
    double? SmallestShownChange)
{
    private const int LeastForP90 = 64;
    private const int LeastForP99 = 662;

    /// <summary>Null for no values.</summary>
    public static Distribution? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var sorted = values.Order().ToArray();
        var n = sorted.Length;
        var mean = sorted.Average();
        double? deviation = n < 2 ? null : Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (n - 1));
        double? cv = deviation is { } spread && mean != 0 ? spread / Math.Abs(mean) : null;
        return new Distribution(
            n,
            mean,
            Quartiles.At(sorted, 0.5),
            sorted[0],
            sorted[^1],
            deviation,
            cv,
            deviation is { } s ? StudentT.InvCDF(0, 1, n - 1, 0.975) * s / Math.Sqrt(n) : null,
            n < LeastForP90 ? null : sorted[(int)Math.Ceiling(n * 0.90) - 1],
            n < LeastForP99 ? null : sorted[(int)Math.Ceiling(n * 0.99) - 1],
            cv is { } relative ? Power.SmallestChange(n, relative) : null);
    }
}

using MathNet.Numerics.Distributions;

namespace OptaOps.Core.Statistics;

/// <summary>What a comparison of two small groups can and cannot show.</summary>
public static class Power
{
    private const double Wanted = 0.80;
    private const double OneTail = 0.975;
    private const int Steps = 400;

    /// <summary>
    /// Relative difference that a two-sided 5 % t test of two groups of n finds with 80 % power. The power is integrated over the spread that
    /// the groups might show (chi), which matters below n = 10.
    /// </summary>
    /// <param name="n">Runs per group, at least 2.</param>
    /// <param name="cv">Run-to-run spread as a fraction of the mean.</param>
    /// <returns>A fraction: 0.061 is 6.1 %. Null below two runs.</returns>
    public static double? SmallestChange(int n, double cv)
    {
        if (n < 2)
        {
            return null;
        }

        var (low, high) = (0d, 64d);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = PowerAt(middle, n) < Wanted ? (middle, high) : (low, middle);
        }

        return high * cv;
    }

    /// <param name="effect">Difference in standard deviations.</param>
    private static double PowerAt(double effect, int n)
    {
        var freedom = (2 * n) - 2;
        var shift = effect * Math.Sqrt(n / 2.0);
        var critical = StudentT.InvCDF(0, 1, freedom, OneTail);
        var sum = 0d;
        for (var i = 0; i < Steps; i++)
        {
            var spread = Math.Sqrt(ChiSquared.InvCDF(freedom, (i + 0.5) / Steps) / freedom);
            sum += 1 - Normal.CDF(0, 1, (critical * spread) - shift);
        }

        return sum / Steps;
    }
}

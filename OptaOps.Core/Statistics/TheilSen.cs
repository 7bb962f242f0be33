using MathNet.Numerics.Distributions;

namespace OptaOps.Core.Statistics;

/// <summary>A slope that a few odd points do not bend: the median of the slopes of all pairs, with Sen's 95 % interval.</summary>
public static class TheilSen
{
    /// <param name="points">Any order; pairs at the same x are left out.</param>
    /// <returns>Null when no pair has a slope.</returns>
    public static (double Median, double Low, double High)? Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var slopes = new List<double>(points.Count * (points.Count - 1) / 2);
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                if (points[j].X != points[i].X)
                {
                    slopes.Add((points[j].Y - points[i].Y) / (points[j].X - points[i].X));
                }
            }
        }

        if (slopes.Count == 0)
        {
            return null;
        }

        slopes.Sort();
        var n = (double)points.Count;
        var reach = Normal.InvCDF(0, 1, 0.975) * Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18);
        var low = (int)Math.Floor((slopes.Count - reach) / 2);
        var high = (int)Math.Ceiling((slopes.Count + reach) / 2);
        return (Quartiles.At(slopes, 0.5), slopes[Math.Clamp(low, 0, slopes.Count - 1)], slopes[Math.Clamp(high, 0, slopes.Count - 1)]);
    }
}

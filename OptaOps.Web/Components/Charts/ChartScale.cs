using System.Globalization;

namespace OptaOps.Web.Components.Charts;

/// <summary>The value axis of a pane, fixed on the server so that labels at the lines' ends can be kept apart.</summary>
/// <param name="Low">Lowest value shown; not 0 when that would squeeze the points.</param>
public sealed record ChartScale(double Low, double High, bool Logarithmic, IReadOnlyList<double> Ticks)
{
    public static ChartScale For(ChartPane pane)
    {
        var points = pane.Series.SelectMany(series => series.Points).ToArray();
        if (points.Length == 0)
        {
            return Linear(0, 1);
        }

        var (low, high) = (points.Min(point => point.Min), points.Max(point => point.Max));
        return pane.Logarithmic && low > 0 ? Log(low, high) : Linear(low, high);
    }

    /// <summary>From 0 to a little above the highest value.</summary>
    public static ChartScale FromZero(double high) => Linear(0, high);

    public string Word(double value) => value.ToString(value >= 1000 || value == Math.Floor(value) ? "N0" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>0 at the bottom, 1 at the top.</summary>
    public double Place(double value) => Logarithmic
        ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
        : (value - Low) / (High - Low);

    private static ChartScale Log(double low, double high)
    {
        var steps = high / low > 12 ? new[] { 1.0, 5 } : [1, 2, 5];
        var first = (int)Math.Floor(Math.Log10(low)) - 1;
        var last = (int)Math.Ceiling(Math.Log10(high)) + 1;
        var all = Enumerable.Range(first, last - first + 1).SelectMany(power => steps.Select(step => step * Math.Pow(10, power))).ToArray();
        var bottom = all.Last(tick => tick <= low * 0.9);
        var top = all.First(tick => tick >= high * 1.1);
        return new ChartScale(bottom, top, true, [.. all.Where(tick => tick >= bottom && tick <= top)]);
    }

    private static ChartScale Linear(double low, double high)
    {
        var span = Math.Max(high - low, Math.Max(Math.Abs(high) * 0.05, 0.1));
        var raw = span * 1.4 / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        var bottom = Math.Max(0, Math.Floor((low - (span * 0.2)) / step) * step);
        var top = Math.Ceiling((high + (span * 0.2)) / step) * step;
        var ticks = Enumerable.Range(0, (int)Math.Round((top - bottom) / step) + 1).Select(n => Math.Round(bottom + (n * step), 6)).ToArray();
        return new ChartScale(bottom, top, false, ticks);
    }
}

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>A linear axis from 0 with round ticks, for the small plots that are drawn as SVG.</summary>
internal sealed record Axis(double Max, double Step)
{
    public static Axis For(double largest, int ticks = 4)
    {
        var raw = Math.Max(largest, 1e-9) / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 });
        return new Axis(Math.Ceiling(Math.Round(largest / step, 6)) * step, step);
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var n = 0; n * Step <= Max * 1.0001; n++)
            {
                yield return n * Step;
            }
        }
    }

    public double Percent(double value) => Max <= 0 ? 0 : value / Max * 100;
}

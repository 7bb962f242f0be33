using System.Globalization;

namespace OptaOps.Web.Components.Charts;

/// <summary>
/// How a trace gets its colour. Plotly cannot read CSS variables, so it draws without colours of ours and PlotView.razor.css paints
/// its SVG from the tokens: a chart follows the theme at once, without the server. The trace's id carries what the stylesheet needs.
/// </summary>
public static class ChartTheme
{
    public const string FontFamily = "\"JetBrains Mono\", ui-monospace, monospace";

    /// <summary>Plotly makes it a class: <c>trace-cold-open-3</c>, <c>trace-m2-filled-4</c>.</summary>
    public static string TraceId(ChartSeries series, int index)
    {
        var colour = series.Model is { } model ? string.Create(CultureInfo.InvariantCulture, $"m{model}") : series.Mark == ChartMark.Cold ? "cold" : "warm";
        return string.Create(CultureInfo.InvariantCulture, $"-{colour}-{(series.Mark == ChartMark.Warm ? "filled" : "open")}-{index}");
    }
}

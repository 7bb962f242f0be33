namespace OptaOps.Web.Components.Charts;

/// <summary>What was warm; decides the mark, and the colour where one model is shown.</summary>
public enum ChartMark
{
    /// <summary>Open diamond.</summary>
    Cold,

    /// <summary>Filled disc.</summary>
    Warm,

    /// <summary>Open ring.</summary>
    Cached,
}

/// <summary>One value over time; the whisker reaches from <paramref name="Min"/> to <paramref name="Max"/>.</summary>
/// <param name="Link">Where a click on the point leads.</param>
/// <param name="Note">Lines under the value in the point's label; plain text.</param>
public sealed record ChartPoint(DateTimeOffset At, double Value, double Min, double Max, string Link, string Note);

/// <param name="Name">At the end of the line, after its newest value; plain text.</param>
/// <param name="Model">The model's number in the palette, 1 to 6; null gives the colour of the temperature.</param>
/// <param name="Dash">0 solid, 1 dashed, 2 dotted; tells nodes apart.</param>
/// <param name="Points">Ascending in time, at most 2,000.</param>
public sealed record ChartSeries(string Name, ChartMark Mark, int? Model, int Dash, IReadOnlyList<ChartPoint> Points);

/// <summary>One of the panes that share a time axis.</summary>
/// <param name="Unit">Shown above the pane.</param>
/// <param name="Says">After the unit, for example that the scale is logarithmic.</param>
/// <param name="Height">Pixels.</param>
public sealed record ChartPane(string Unit, string Says, bool Logarithmic, int Height, IReadOnlyList<ChartSeries> Series);

/// <summary>The time that charts on one page share, so that what lies above each other happened together.</summary>
public sealed record ChartSpan(DateTimeOffset From, DateTimeOffset To);

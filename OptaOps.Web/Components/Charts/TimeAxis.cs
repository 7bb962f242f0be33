using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.LayoutLib.XAxisLib;

namespace OptaOps.Web.Components.Charts;

/// <summary>The axis of time under a chart. Its dates read as elsewhere on the pages, and are short enough for a phone.</summary>
internal static class TimeAxis
{
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    /// <summary>By the distance of ticks. Plotly shows what follows the line break only where it changes.</summary>
    private static readonly IList<TickFormatStop> Words =
    [
        Stop(null, Minute - 1, "%H:%M:%S\n%-d %b"),
        Stop(Minute, Day - 1, "%H:%M\n%-d %b"),
        Stop(Day, "M1", "%-d %b\n%Y"),
        Stop("M1", null, "%b\n%Y"),
    ];

    public static XAxis Of(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, int ticks) => new()
    {
        Type = TypeEnum.Date,
        Range = [ChartTime.Format(from, zone), ChartTime.Format(to, zone)],
        ShowLine = true,
        ZeroLine = false,
        FixedRange = true,
        NTicks = ticks,
        TickAngle = 0,
        TickFormatStops = Words,
    };

    private static TickFormatStop Stop(object? from, object? to, string format) => new() { DTickRange = [from!, to!], Value = format };
}

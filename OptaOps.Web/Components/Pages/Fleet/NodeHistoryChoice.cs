using System.Globalization;
using OptaOps.Core.History;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>What of a node's history is shown, as the address has it; an unknown word means the first of its kind.</summary>
/// <param name="Until">End of the range; null means now.</param>
public sealed record NodeHistoryChoice(NodeFigure Figure, NodeSpan Span, DateTimeOffset? Until)
{
    /// <summary>A range beyond these would leave the calendar.</summary>
    private const int FirstYear = 2000;

    private const int LastYear = 9000;

    public static NodeHistoryChoice Of(string? figure, string? span, string? until) => new(
        NodeFigure.All.FirstOrDefault(each => each.Key == figure) ?? NodeFigure.All[0],
        NodeSpan.All.FirstOrDefault(each => each.Key == span) ?? NodeSpan.Day,
        DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && at.Year is >= FirstYear and < LastYear ? at : null);

    /// <summary>As it stands in the address; null when it is now.</summary>
    public static string? Word(DateTimeOffset at, DateTimeOffset now) =>
        at >= now ? null : at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A figure of a node that can be chosen.</summary>
/// <param name="Unit">Of the chart's axis.</param>
/// <param name="Decimals">Of the table.</param>
public sealed record NodeFigure(string Key, string Words, string Unit, int Decimals, NodeMetric Metric)
{
    public static IReadOnlyList<NodeFigure> All { get; } =
    [
        new("memory", "Memory", "Memory used, GB", 1, NodeMetric.MemoryUsedGb),
        new("inFlight", "In flight", "Requests in flight", 1, NodeMetric.InFlight),
        new("answer", "Answer time", "Answer time, ms", 0, NodeMetric.PollLatencyMs),
    ];
}

/// <summary>A length of time that can be chosen.</summary>
public sealed record NodeSpan(string Key, string Words, string Newest, TimeSpan Length)
{
    public static NodeSpan Hour { get; } = new("hour", "Hour", "Last hour", TimeSpan.FromHours(1));

    public static NodeSpan Day { get; } = new("day", "Day", "Last 24 hours", TimeSpan.FromDays(1));

    public static IReadOnlyList<NodeSpan> All { get; } =
    [
        Hour,
        Day,
        new("month", "Month", "Last 30 days", TimeSpan.FromDays(30)),
        new("year", "Year", "Last 365 days", TimeSpan.FromDays(365)),
    ];
}

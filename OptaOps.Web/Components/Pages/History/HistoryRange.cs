namespace OptaOps.Web.Components.Pages.History;

/// <summary>How far back the page looks, as the address has it.</summary>
public sealed record HistoryRange(string Key, string Words, TimeSpan? Back)
{
    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        new("1d", "Day", TimeSpan.FromDays(1)),
        new("1m", "Month", TimeSpan.FromDays(31)),
        new("3m", "3 months", TimeSpan.FromDays(92)),
        new("1y", "Year", TimeSpan.FromDays(366)),
        new("all", "All", null),
    ];

    /// <summary>An unknown or missing key means everything.</summary>
    public static HistoryRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[^1];
}

using OptaOps.Web.Components.Charts;

namespace OptaOps.Web.Components.Pages.History;

/// <summary>The chart of one scenario version.</summary>
public sealed record HistoryChart(string Title, string Scenario, string Version, IReadOnlyList<ChartPane> Panes)
{
    public string Key => $"{Scenario} {Version}";

    /// <summary>Names the version only where a scenario has several.</summary>
    public static IReadOnlyList<HistoryChart> Of(HistoryRecord record, IReadOnlyList<string> order, Func<string, int> palette)
    {
        var several = record.Scenarios.GroupBy(each => each.Scenario, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. record.Scenarios.OrderBy(each => Place(each.Scenario, order)).ThenBy(each => each.Scenario, StringComparer.Ordinal).Select(each => new HistoryChart(
                several.Contains(each.Scenario) ? $"{each.Scenario}, version {each.Version[..Math.Min(6, each.Version.Length)]}" : each.Scenario,
                each.Scenario,
                each.Version,
                HistoryPanes.Of(record, each.Scenario, each.Version, palette))),
        ];
    }

    /// <summary>As the catalog lists them; what left the catalog comes last.</summary>
    private static int Place(string scenario, IReadOnlyList<string> order)
    {
        var place = order.Select((name, index) => (name, index)).Where(each => each.name == scenario).Select(each => each.index);
        return place.FirstOrDefault(order.Count);
    }

    public IReadOnlyList<HistoryRow> Rows(IReadOnlyList<HistoryRow> all) => [.. all.Where(row => row.Scenario == Scenario && row.ScenarioVersion == Version)];
}

using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.History;

/// <summary>One benchmark's values of a node × model × scenario, for the table view.</summary>
public sealed record HistoryRow(
    DateTimeOffset At,
    int BenchmarkId,
    string Node,
    bool Simulated,
    string Model,
    string Scenario,
    string ScenarioVersion,
    HistoryPoint? Cold,
    HistoryPoint? Warm,
    HistoryPoint? Cached,
    HistoryPoint? Rate,
    HistoryPoint? ColdRate)
{
    /// <summary>Newest first.</summary>
    public static IReadOnlyList<HistoryRow> Of(HistoryRecord record)
    {
        var points = record.Metrics.SelectMany(metric => metric.Value.Series.SelectMany(series => series.Points.Select(point => (Metric: metric.Key, series, point))));
        return
        [
            .. points
                .GroupBy(each => (each.point.BenchmarkId, each.series.NodeId, each.series.Model, each.series.Scenario, each.series.ScenarioVersion))
                .Select(group =>
                {
                    HistoryPoint? Pick(HistoryMetric metric) => group.Where(each => each.Metric == metric).Select(each => each.point).FirstOrDefault();
                    var series = group.First().series;
                    return new HistoryRow(
                        group.Min(each => each.point.At),
                        group.Key.BenchmarkId,
                        series.NodeName,
                        series.Simulated,
                        series.Model,
                        series.Scenario,
                        series.ScenarioVersion,
                        Pick(HistoryMetric.TtftCold),
                        Pick(HistoryMetric.TtftWarm),
                        Pick(HistoryMetric.TtftWarmCached),
                        Pick(HistoryMetric.TokPerSecEndToEnd),
                        Pick(HistoryMetric.TokPerSecCold));
                })
                .OrderByDescending(row => row.BenchmarkId).ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.At),
        ];
    }
}

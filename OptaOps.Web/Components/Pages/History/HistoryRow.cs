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
    HistoryPoint? WarmRate,
    HistoryPoint? CachedRate,
    HistoryPoint? ColdRate,
    HistoryPoint? Together,
    HistoryPoint? Prefill)
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
                    HistoryPoint? Pick(HistoryMetric metric, Temperature? temperature = null) => group
                        .Where(each => each.Metric == metric && each.series.Temperature == temperature).Select(each => each.point).FirstOrDefault();
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
                        Pick(HistoryMetric.TokPerSecEndToEnd, Temperature.Warm),
                        Pick(HistoryMetric.TokPerSecEndToEnd, Temperature.WarmCached),
                        Pick(HistoryMetric.TokPerSecCold),
                        Pick(HistoryMetric.TokPerSecTotal),
                        Pick(HistoryMetric.PrefillTokPerSec));
                })
                .OrderByDescending(row => row.BenchmarkId).ThenBy(row => row.Model, StringComparer.Ordinal).ThenBy(row => row.At),
        ];
    }
}

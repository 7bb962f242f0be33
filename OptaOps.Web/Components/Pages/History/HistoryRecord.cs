using OptaOps.Core.Benchmarks;
using OptaOps.Web.Components.Charts;

namespace OptaOps.Web.Components.Pages.History;

/// <summary>What the page shows: the metrics of the chosen series, read once.</summary>
public sealed record HistoryRecord(IReadOnlyDictionary<HistoryMetric, HistoryView> Metrics)
{
    private static readonly HistoryMetric[] Shown =
    [
        HistoryMetric.TtftCold, HistoryMetric.TtftWarm, HistoryMetric.TtftWarmCached, HistoryMetric.TokPerSecEndToEnd, HistoryMetric.TokPerSecCold,
        HistoryMetric.PrefillTokPerSec, HistoryMetric.TokPerSecTotal,
    ];

    public bool IsEmpty => Metrics.Values.All(view => view.Series.All(series => series.Points.Count == 0));

    public bool Simulated => Series.Any(series => series.Simulated);

    public bool Truncated => Metrics.Values.Any(view => view.Truncated);

    public IEnumerable<HistorySeries> Series => Metrics.Values.SelectMany(view => view.Series);

    /// <summary>Scenario versions, each a chart of its own: another version is another series.</summary>
    public IReadOnlyList<(string Scenario, string Version)> Scenarios =>
        [.. Series.Select(series => (series.Scenario, series.ScenarioVersion)).Distinct()];

    /// <summary>From the first point to the last; null without points.</summary>
    public ChartSpan? Span
    {
        get
        {
            var times = Series.SelectMany(series => series.Points).Select(point => point.At).ToArray();
            return times.Length == 0 ? null : new ChartSpan(times.Min(), times.Max());
        }
    }

    public IReadOnlyList<int> Benchmarks => [.. Series.SelectMany(series => series.Points).Select(point => point.BenchmarkId).Distinct().Order()];

    public static async Task<HistoryRecord> ReadAsync(BenchmarkArchive archive, HistoryQuery query, CancellationToken cancellationToken)
    {
        Dictionary<HistoryMetric, HistoryView> metrics = [];
        foreach (var metric in Shown)
        {
            metrics[metric] = await archive.HistoryAsync(query with { Metric = metric }, cancellationToken);
        }

        return new HistoryRecord(metrics);
    }

    public IReadOnlyList<HistorySeries> Of(HistoryMetric metric) => Metrics.TryGetValue(metric, out var view) ? view.Series : [];
}

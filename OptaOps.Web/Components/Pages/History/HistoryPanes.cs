using System.Globalization;
using OptaOps.Core.Benchmarks;
using OptaOps.Web.Components.Charts;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.History;

/// <summary>The panes of one scenario's chart. One model on one node keeps the colours of temperature; several get the model's colour and the same marks.</summary>
public static class HistoryPanes
{
    public static IReadOnlyList<ChartPane> Of(HistoryRecord record, string scenario, string version, Func<string, int> palette)
    {
        HistorySeries[] Pick(HistoryMetric metric) => [.. record.Of(metric).Where(series => series.Scenario == scenario && series.ScenarioVersion == version)];
        var (cold, warm, cached) = (Pick(HistoryMetric.TtftCold), Pick(HistoryMetric.TtftWarm), Pick(HistoryMetric.TtftWarmCached));
        var (rate, coldRate) = (Pick(HistoryMetric.TokPerSecEndToEnd), Pick(HistoryMetric.TokPerSecCold));
        var (prefill, together) = (Pick(HistoryMetric.PrefillTokPerSec), Pick(HistoryMetric.TokPerSecTotal));
        var naming = new Naming([.. cold, .. warm, .. cached, .. rate, .. coldRate, .. prefill, .. together], palette);
        ChartSeries[] times = [.. naming.All(cold, ChartMark.Cold, "cold"), .. naming.All(warm, ChartMark.Warm, "warm"), .. naming.All(cached, ChartMark.Cached, "cached")];
        List<ChartPane> panes = [];
        if (times.Length > 0)
        {
            panes.Add(new ChartPane("TTFT, ms", "log scale", true, 192, times));
        }

        if (rate.Length > 0)
        {
            var (newPrompt, again) = (rate.Where(each => each.Temperature == Temperature.Warm), rate.Where(each => each.Temperature == Temperature.WarmCached));
            panes.Add(new ChartPane(
                "tok/s of a stream", "", false, 150, [.. naming.All(newPrompt, ChartMark.Warm, "warm"), .. naming.All(again, ChartMark.Cached, "cached")]));
        }

        if (together.Length > 0)
        {
            panes.Add(new ChartPane("tok/s of all streams together", "", false, 120, [.. naming.All(together, ChartMark.Warm, "together")]));
        }

        if (prefill.Length > 0)
        {
            panes.Add(new ChartPane("Prefill, tok/s", "", false, 120, [.. naming.All(prefill, ChartMark.Warm, "prefill")]));
        }

        if (coldRate.Length > 0)
        {
            panes.Add(new ChartPane("tok/s, cold", "", false, 84, [.. naming.All(coldRate, ChartMark.Cold, "cold")]));
        }

        return panes;
    }

    private static string Short(string name) => name.Length > 14 ? name[..13] + "…" : name;

    private sealed class Naming(IReadOnlyList<HistorySeries> series, Func<string, int> palette)
    {
        private readonly int[] _nodes = [.. series.Select(each => each.NodeId).Distinct().Order()];
        private readonly bool _several = series.Select(each => (each.NodeId, each.Model)).Distinct().Count() > 1;

        public IEnumerable<ChartSeries> All(IEnumerable<HistorySeries> list, ChartMark mark, string word) => list.Select(each => new ChartSeries(
            _several ? $"{word} {Who(each)}" : word,
            mark,
            _several ? palette(each.Model) : null,
            Array.IndexOf(_nodes, each.NodeId),
            [.. each.Points.Select(point => new ChartPoint(point.At, point.Value, point.Min, point.Max, $"/benchmarks/{point.BenchmarkId}", Note(each, point)))]));

        private string Who(HistorySeries each) => _nodes.Length > 1 && series.Select(one => one.Model).Distinct().Count() == 1 ? Short(each.NodeName) : Short(ModelNames.Split(each.Model).Name);

        private static string Note(HistorySeries each, HistoryPoint point)
        {
            var spread = point.N == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{point.N} runs, {point.Min:N1} to {point.Max:N1}");
            return $"{spread}, benchmark {point.BenchmarkId}\n{ModelNames.Split(each.Model).Name} on {each.NodeName}{(each.Simulated ? ", simulated" : "")}";
        }
    }
}

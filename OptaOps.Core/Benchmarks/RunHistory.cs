using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// The series of one metric over time, one point a benchmark, grouped in SQL. Runs that failed, were not alone, or ran while the observer
/// was late are left out; they stay visible on their benchmark's page.
/// </summary>
internal static class RunHistory
{
    private const int MostPoints = 2000;

    public static async Task<HistoryView> ReadAsync(OptaOpsDb database, HistoryQuery query, CancellationToken cancellationToken)
    {
        var metric = query.Metric;
        var apart = metric == HistoryMetric.TokPerSecEndToEnd;
        var groups = await Comparable(Filtered(database.Runs.AsNoTracking(), query), metric)
            .Select(run => new
            {
                run.NodeId,
                run.Model,
                run.Scenario,
                run.ScenarioVersion,
                run.BenchmarkId,
                Temperature = apart ? run.Temperature : null,
                run.StartedAtMs,
                Value = metric == HistoryMetric.TokPerSecEndToEnd || metric == HistoryMetric.TokPerSecCold ? run.TokPerSecEndToEnd
                    : metric == HistoryMetric.TokPerSecDecode ? run.TokPerSecDecode
                    : metric == HistoryMetric.PrefillTokPerSec ? run.PrefillTokPerSec
                    : metric == HistoryMetric.TokPerSecTotal ? run.RoundTokPerSec
                    : run.TtftMs,
            })
            .Where(run => run.Value != null)
            .GroupBy(run => new { run.NodeId, run.Model, run.Scenario, run.ScenarioVersion, run.Temperature, run.BenchmarkId })
            .Select(group => new
            {
                group.Key,
                AtMs = group.Min(run => run.StartedAtMs),
                Mean = group.Average(run => run.Value!.Value),
                Min = group.Min(run => run.Value!.Value),
                Max = group.Max(run => run.Value!.Value),
                N = group.Count(),
            })
            .OrderBy(group => group.AtMs)
            .ToListAsync(cancellationToken);

        var nodeIds = groups.Select(group => group.Key.NodeId).Distinct().ToArray();
        var nodes = await database.Benchmarks.Where(row => nodeIds.Contains(row.NodeId)).GroupBy(row => row.NodeId)
            .Select(group => new { group.Key, Name = group.OrderByDescending(row => row.Id).First().NodeName, Simulated = group.Any(row => row.Simulated) })
            .ToDictionaryAsync(node => node.Key, cancellationToken);
        var series = groups.GroupBy(group => new { group.Key.NodeId, group.Key.Model, group.Key.Scenario, group.Key.ScenarioVersion, group.Key.Temperature })
            .Select(each => new HistorySeries(
                each.Key.NodeId,
                nodes[each.Key.NodeId].Name,
                each.Key.Model,
                each.Key.Scenario,
                each.Key.ScenarioVersion,
                each.Key.Temperature,
                nodes[each.Key.NodeId].Simulated,
                [.. each.TakeLast(MostPoints).Select(point => new HistoryPoint(
                    DateTimeOffset.FromUnixTimeMilliseconds(point.AtMs), point.Mean, point.Min, point.Max, point.N, point.Key.BenchmarkId))]))
            .ToArray();
        var truncated = groups.Count > series.Sum(each => each.Points.Count);
        return new HistoryView(metric, IsTime(metric) ? "ms" : "tok/s", series, truncated);
    }

    private static bool IsTime(HistoryMetric metric) =>
        metric is HistoryMetric.TtftCold or HistoryMetric.TtftWarm or HistoryMetric.TtftWarmCached;

    private static IQueryable<RunRow> Filtered(IQueryable<RunRow> runs, HistoryQuery query)
    {
        runs = query.NodeId is { } nodeId ? runs.Where(run => run.NodeId == nodeId) : runs;
        runs = query.Model is { } model ? runs.Where(run => run.Model == model) : runs;
        runs = query.Scenario is { } scenario ? runs.Where(run => run.Scenario == scenario) : runs;
        runs = query.From is { } from ? runs.Where(run => run.StartedAtMs >= from.ToUnixTimeMilliseconds()) : runs;
        return query.To is { } to ? runs.Where(run => run.StartedAtMs <= to.ToUnixTimeMilliseconds()) : runs;
    }

    private static IQueryable<RunRow> Comparable(IQueryable<RunRow> runs, HistoryMetric metric)
    {
        Temperature[] temperatures = metric switch
        {
            HistoryMetric.TtftCold or HistoryMetric.TokPerSecCold => [Temperature.FirstAfterLoad, Temperature.FirstAfterIdle],
            HistoryMetric.TtftWarm or HistoryMetric.PrefillTokPerSec => [Temperature.Warm],
            HistoryMetric.TtftWarmCached => [Temperature.WarmCached],
            HistoryMetric.TokPerSecEndToEnd => [Temperature.Warm, Temperature.WarmCached],
            _ => [Temperature.FirstAfterLoad, Temperature.FirstAfterIdle, Temperature.Warm, Temperature.WarmCached],
        };
        runs = runs.Where(run => run.State == RunState.Ok && run.Temperature != null && temperatures.Contains(run.Temperature.Value))
            .Where(run => !run.FlagWords.Contains(nameof(RunFlag.ForeignTraffic)) && !run.FlagWords.Contains(nameof(RunFlag.ObserverLag)));
        return metric switch
        {
            HistoryMetric.TokPerSecEndToEnd or HistoryMetric.TokPerSecCold => runs.Where(run => !run.FlagWords.Contains(nameof(RunFlag.StoppedEarly))),
            // Every run of a round carries its total.
            HistoryMetric.TokPerSecTotal => runs.Where(run => run.Stream == 1),
            _ => runs,
        };
    }
}

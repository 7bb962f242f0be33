namespace OptaOps.Core.Benchmarks;

/// <summary>Plain means over the good runs of a cell (design §6). Failed runs count in stability only.</summary>
internal static class CellSummaries
{
    public static CellSummary? Of(CellRow cell, IReadOnlyList<RunView> runs)
    {
        var ended = runs.Where(run => run.State != RunState.Running).ToArray();
        if (ended.Length == 0)
        {
            return null;
        }

        var good = ended.Where(run => run.State == RunState.Ok).ToArray();
        var full = good.Where(run => !run.Flags.Contains(RunFlag.StoppedEarly)).ToArray();
        var warm = Ttfts(good, Temperature.Warm);
        var cached = Ttfts(good, Temperature.WarmCached);
        return new CellSummary(
            ended.Length,
            good.Length,
            ended.Count(run => run.State == RunState.Failed),
            Mean(full.Select(run => run.TokPerSecEndToEnd)),
            Mean(good.Select(run => run.TtftMs)),
            Mean(full.Select(run => run.TotalMs)),
            [.. Ttfts(good, Temperature.FirstAfterLoad, Temperature.FirstAfterIdle)],
            Mean(warm.Select(each => (double?)each)),
            warm.Length,
            Mean(cached.Select(each => (double?)each)),
            cached.Length,
            Mean(good.Select(run => run.TokPerSecDecode)),
            cell.MemoryGb,
            cell.ContextLength,
            cell.Batching);
    }

    private static double[] Ttfts(IEnumerable<RunView> runs, params Temperature[] temperatures) =>
        [.. runs.Where(run => run.Temperature is { } known && temperatures.Contains(known)).Select(run => run.TtftMs).OfType<double>()];

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}

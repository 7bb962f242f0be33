using OptaOps.Core.Statistics;

namespace OptaOps.Core.Benchmarks;

/// <summary>Means and distributions of a cell (design §6). Failed runs count in stability only.</summary>
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
        var full = good.Where(IsWhole).ToArray();
        var warm = Ttfts(good, Temperature.Warm);
        var cached = Ttfts(good, Temperature.WarmCached);
        var totals = Totals(good);
        return new CellSummary
        {
            Runs = ended.Length,
            Ok = good.Length,
            Failed = ended.Count(run => run.State == RunState.Failed),
            AvgTokPerSec = Mean(full.Select(run => run.TokPerSecEndToEnd)),
            AvgTtftMs = Mean(good.Select(run => run.TtftMs)),
            AvgTotalMs = Mean(full.Select(run => run.TotalMs)),
            ColdTtftMs = [.. Ttfts(good, Temperature.FirstAfterLoad, Temperature.FirstAfterIdle)],
            WarmTtftMs = Mean(warm.Select(each => (double?)each)),
            WarmN = warm.Length,
            WarmCachedTtftMs = Mean(cached.Select(each => (double?)each)),
            WarmCachedN = cached.Length,
            AvgTokPerSecDecode = Mean(good.Select(run => run.TokPerSecDecode)),
            PromptTokens = good.Select(run => run.PromptTokens).LastOrDefault(tokens => tokens is not null),
            PrefillTokPerSec = Mean(good.Where(IsNewPrompt).Select(run => run.PrefillTokPerSec)),
            PrefillN = good.Count(run => IsNewPrompt(run) && run.PrefillTokPerSec is not null),
            TotalTokPerSec = Mean(totals.Select(each => (double?)each.Value)),
            TotalN = totals.Count,
            MemoryGb = cell.MemoryGb,
            ContextLength = cell.ContextLength,
            Batching = cell.Batching,
            Statistics = Statistics([.. good.Where(IsComparable)]),
        };
    }

    private static CellStatistics Statistics(RunView[] runs)
    {
        var outliers = new List<RunOutlier>();
        return new CellStatistics(
            Of("tokPerSec", runs.Where(run => IsWhole(run) && run.Temperature is Temperature.Warm or Temperature.WarmCached).Select(run => (run.N, run.TokPerSecEndToEnd))),
            Of("tokPerSecDecode", runs.Select(run => (run.N, run.TokPerSecDecode))),
            Of("ttftWarm", runs.Where(run => run.Temperature == Temperature.Warm).Select(run => (run.N, run.TtftMs))),
            Of("ttftWarmCached", runs.Where(run => run.Temperature == Temperature.WarmCached).Select(run => (run.N, run.TtftMs))),
            Of("prefillTokPerSec", runs.Where(IsNewPrompt).Select(run => (run.N, run.PrefillTokPerSec))),
            Of("totalTokPerSec", Totals(runs).Select(each => (each.N, (double?)each.Value))),
            outliers);

        Distribution? Of(string metric, IEnumerable<(int N, double? Value)> values)
        {
            var known = values.Where(each => each.Value is not null).Select(each => (each.N, Value: each.Value!.Value)).ToArray();
            var beyond = Quartiles.Outliers([.. known.Select(each => each.Value)]);
            outliers.AddRange(known.Zip(beyond).Where(each => each.Second).Select(each => new RunOutlier(each.First.N, metric)));
            return Distribution.Of([.. known.Select(each => each.Value)]);
        }
    }

    /// <summary>One a round, by the number of its first run.</summary>
    private static List<(int N, double Value)> Totals(IEnumerable<RunView> runs) =>
        [.. runs.Where(run => run is { Stream: 1, RoundTokPerSec: not null }).Select(run => (run.N, run.RoundTokPerSec!.Value))];

    private static bool IsWhole(RunView run) => !run.Flags.Contains(RunFlag.StoppedEarly);

    private static bool IsComparable(RunView run) => !run.Flags.Any(flag => flag is RunFlag.ForeignTraffic or RunFlag.ObserverLag);

    private static bool IsNewPrompt(RunView run) => run.Temperature == Temperature.Warm;

    private static double[] Ttfts(IEnumerable<RunView> runs, params Temperature[] temperatures) =>
        [.. runs.Where(run => run.Temperature is { } known && temperatures.Contains(known)).Select(run => run.TtftMs).OfType<double>()];

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}

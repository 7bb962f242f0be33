using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>How long a running benchmark may still take, from what its own good runs took.</summary>
internal static class RemainingTime
{
    /// <summary>Null until a good run gives a pace.</summary>
    public static TimeSpan? Of(BenchmarkView benchmark, LiveRun? live)
    {
        var good = BenchmarkWords.Runs(benchmark).Where(run => run is { State: RunState.Ok, TotalMs: not null }).ToArray();
        var tokens = good.Sum(run => run.OutputTokens ?? run.Pieces ?? 0);
        if (tokens == 0)
        {
            return null;
        }

        var msPerToken = good.Sum(run => run.TotalMs!.Value) / tokens;
        var left = benchmark.Cells.Sum(cell => (double)Left(cell) / cell.Concurrency * (Mean(cell) ?? (cell.MaxTokens * msPerToken)));
        return TimeSpan.FromMilliseconds(Math.Max(0, left - (live?.ElapsedMs ?? 0)));
    }

    private static int Left(CellView cell) =>
        cell.State is CellState.Queued or CellState.Running ? Math.Max(0, cell.PlannedRuns - cell.Runs.Count(run => run.State != RunState.Running)) : 0;

    private static double? Mean(CellView cell)
    {
        var totals = cell.Runs.Where(run => run.State == RunState.Ok).Select(run => run.TotalMs).OfType<double>().ToArray();
        return totals.Length == 0 ? null : totals.Average();
    }
}

using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>Words about a whole benchmark.</summary>
internal static class BenchmarkWords
{
    public static bool IsActive(BenchmarkState state) => state is BenchmarkState.Queued or BenchmarkState.Running;

    public static IReadOnlyList<string> Models(BenchmarkView benchmark) => [.. benchmark.Cells.Select(cell => cell.Model).Distinct(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Scenarios(BenchmarkView benchmark) => [.. benchmark.Cells.Select(cell => cell.Scenario).Distinct(StringComparer.Ordinal)];

    public static IReadOnlyList<RunView> Runs(BenchmarkView benchmark) => [.. benchmark.Cells.SelectMany(cell => cell.Runs).OrderBy(run => run.N)];

    public static CellView? Cell(BenchmarkView benchmark, string model, string scenario) =>
        benchmark.Cells.FirstOrDefault(cell => cell.Model == model && cell.Scenario == scenario);

    public static int Ok(BenchmarkView benchmark) => benchmark.Cells.Sum(cell => cell.Summary?.Ok ?? 0);

    public static string Size(BenchmarkView benchmark) =>
        $"{Show.Plural(Models(benchmark).Count, "model")} × {Show.Plural(Scenarios(benchmark).Count, "scenario")}";

    public static TimeSpan? Took(BenchmarkView benchmark, DateTimeOffset now) =>
        benchmark.StartedAt is { } started ? (benchmark.FinishedAt ?? now) - started : null;

    public static string ColdStart(BenchmarkView benchmark) => benchmark.ColdStart switch
    {
        Core.Benchmarks.ColdStart.Reload => "each model reloaded",
        Core.Benchmarks.ColdStart.Load => "each model loaded in turn",
        _ => "as found",
    };
}

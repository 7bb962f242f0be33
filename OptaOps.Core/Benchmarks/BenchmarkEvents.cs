using System.Globalization;
using OptaOps.Core.Events;

namespace OptaOps.Core.Benchmarks;

/// <summary>Tells the begin and the end of each benchmark; its runs are in its record.</summary>
internal sealed class BenchmarkEvents(EventLog log)
{
    public Task StartedAsync(BenchmarkRow benchmark)
    {
        var models = benchmark.Cells.Select(cell => cell.Model).Distinct(StringComparer.Ordinal).Count();
        var scenarios = benchmark.Cells.Select(cell => cell.Scenario).Distinct(StringComparer.Ordinal).Count();
        return TellAsync(
            benchmark.Id,
            benchmark.NodeId,
            "benchmarkStarted",
            $"Benchmark {Number(benchmark.Id)} started on {benchmark.NodeName}: {Number(models)} {(models == 1 ? "model" : "models")} × {Number(scenarios)} {(scenarios == 1 ? "scenario" : "scenarios")}.",
            EventSeverity.Info);
    }

    /// <param name="benchmark">In its final state, with its runs.</param>
    public Task EndedAsync(BenchmarkView benchmark)
    {
        var (done, total, failed) = (benchmark.Progress.Done, benchmark.Progress.Total, benchmark.Progress.Failed);
        var good = benchmark.State == BenchmarkState.Completed && failed == 0;
        var runs = $"{Number(done)} of {Number(total)} runs {(good ? "ok" : "ended")}{(failed > 0 ? $", {Number(failed)} failed" : "")}";
        var reason = benchmark.Reason is { } why && benchmark.State != BenchmarkState.Completed ? $" {why}" : "";
        return TellAsync(
            benchmark.Id,
            benchmark.Node.Id,
            "benchmarkEnded",
            $"Benchmark {Number(benchmark.Id)} {Word(benchmark.State)} on {benchmark.Node.Name}: {runs}.{reason}",
            benchmark.State switch
            {
                BenchmarkState.Failed => EventSeverity.Problem,
                BenchmarkState.Interrupted => EventSeverity.Warning,
                BenchmarkState.Completed when failed > 0 => EventSeverity.Warning,
                _ => EventSeverity.Info,
            });
    }

    private static string Word(BenchmarkState state) => state switch
    {
        BenchmarkState.Cancelled => "was cancelled",
        BenchmarkState.Interrupted => "was interrupted",
        BenchmarkState.Failed => "failed",
        _ => "completed",
    };

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private Task TellAsync(int id, int nodeId, string kind, string sentence, EventSeverity severity) =>
        log.AddAsync(new NewEvent(EventTopic.Benchmark, kind, sentence, severity) { NodeId = nodeId, BenchmarkId = id }, CancellationToken.None);
}

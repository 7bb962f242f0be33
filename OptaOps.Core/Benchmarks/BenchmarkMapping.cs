namespace OptaOps.Core.Benchmarks;

/// <summary>Rows to views. The only place that knows both.</summary>
internal static class BenchmarkMapping
{
    /// <param name="runs">Of this benchmark, in any order; empty for a list, which leaves them out.</param>
    /// <param name="summaries">Runs that the summaries rest on; usually the same.</param>
    public static BenchmarkView ToView(this BenchmarkRow row, IReadOnlyList<RunRow> runs, IReadOnlyList<RunRow>? summaries = null)
    {
        var views = ToViews(runs);
        var counted = summaries is null ? views : ToViews(summaries);
        var cells = row.Cells.OrderBy(cell => cell.Position)
            .Select(cell => cell.ToView([.. views.Where(run => Belongs(run, cell))], [.. counted.Where(run => Belongs(run, cell))]))
            .ToArray();
        return new BenchmarkView
        {
            Id = row.Id,
            State = row.State,
            Reason = row.Reason,
            Node = new(row.NodeId, row.NodeName, row.Simulated),
            Note = row.Note,
            ColdStart = row.ColdStart,
            Seed = row.Seed,
            CreatedAt = row.CreatedAt,
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            Progress = new(
                counted.Count(run => run.State != RunState.Running),
                row.Cells.Sum(cell => cell.Repeats),
                counted.Count(run => run.State == RunState.Failed)),
            Cells = cells,
        };
    }

    private static bool Belongs(RunView run, CellRow cell) => run.Model == cell.Model && run.Scenario == cell.Scenario;

    private static List<RunView> ToViews(IReadOnlyList<RunRow> runs)
    {
        var ordered = runs.OrderBy(run => run.N).ToArray();
        return [.. ordered.Select(run => run.ToView([.. ordered.TakeWhile(other => other.N < run.N)
            .Where(other => other.PromptHash == run.PromptHash && other.Model == run.Model).Select(other => other.N)]))];
    }

    private static CellView ToView(this CellRow cell, IReadOnlyList<RunView> runs, IReadOnlyList<RunView> counted) =>
        new(cell.Model, cell.Scenario, cell.ScenarioVersion, cell.MaxTokens, cell.Repeats, cell.State, cell.Reason, runs, CellSummaries.Of(cell, counted));

    private static RunView ToView(this RunRow run, IReadOnlyList<int> samePromptAs) => new()
    {
        N = run.N,
        Model = run.Model,
        Scenario = run.Scenario,
        Round = run.Round,
        Stream = run.Stream,
        Concurrency = run.Concurrency,
        State = run.State,
        Failure = run.FailureCode is { } code ? new(code, run.FailureMessage ?? "") : null,
        Flags = run.Flags,
        Temperature = run.Temperature,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(run.StartedAtMs),
        TtfrMs = run.TtfrMs,
        TtftMs = run.TtftMs,
        TtfoMs = run.TtfoMs,
        TotalMs = run.TotalMs,
        LoadMs = run.LoadMs,
        Pieces = run.Pieces,
        OutputTokens = run.OutputTokens,
        TokenCountSource = run.TokenCountSource,
        PromptTokens = run.PromptTokens,
        PrefillTokPerSec = run.PrefillTokPerSec,
        TokPerSecEndToEnd = run.TokPerSecEndToEnd,
        TokPerSecDecode = run.TokPerSecDecode,
        FinishReason = run.FinishReason,
        LongestGapMs = run.LongestGapMs,
        MedianGapMs = run.MedianGapMs,
        SamePromptAs = samePromptAs,
        Evidence = run.EvidenceSource is { } source
            ? new(
                run.EvidenceLoadedAt,
                run.EvidenceRequestCount,
                run.EvidenceLastUsedAt,
                run.EvidenceInFlight,
                run.EvidenceIdleSeconds,
                run.EvidenceAlone,
                source)
            : null,
        Observer = run.ConnectedInsideClock is { } connected ? new(run.ObserverLagP99Ms, run.ObserverGcPauseMs, connected) : null,
    };
}

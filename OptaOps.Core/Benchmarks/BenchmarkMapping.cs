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
            ReasonCode = row.ReasonCode,
            Node = new(row.NodeId, row.NodeName, row.Simulated),
            Note = row.Note,
            ColdStart = row.ColdStart,
            Seed = row.Seed,
            CreatedAt = row.CreatedAt,
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            Progress = new(
                counted.Count(run => run.State != RunState.Running),
                row.Cells.Sum(cell => cell.PlannedRuns),
                counted.Count(run => run.State == RunState.Failed)),
            NodeVersion = row.NodeVersion,
            Cells = cells,
            SideRequests = [.. row.SideRequests.OrderBy(side => side.StartedAtMs).Select(ToView)],
            CacheControls = [.. row.CacheControls.OrderBy(control => control.StartedAtMs).Select(ToView)],
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
        new(cell.Model, cell.Scenario, cell.ScenarioVersion, cell.MaxTokens, cell.Repeats, cell.Concurrency, cell.State, cell.Reason, runs, CellSummaries.Of(cell, counted));

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
        Stalls = run.Stalls,
        SamePromptAs = samePromptAs,
        RoundTokPerSec = run.RoundTokPerSec,
        StartOffsetMs = run.StartOffsetMs,
        RoundTripMs = run.RoundTripMs,
        Output = run.OutputCharacters is { } characters ? new(characters, run.RepetitionRatio, run.GarbledRatio) : null,
        Evidence = run.EvidenceSource is { } source ? Evidence(run, source) : null,
        Observer = run.ConnectedInsideClock is { } connected ? new(run.ObserverLagP99Ms, run.ObserverGcPauseMs, connected) : null,
    };

    private static RunEvidence Evidence(RunRow run, string source) => new(
        run.EvidenceLoadedAt,
        run.EvidenceRequestCount,
        run.EvidenceOwnRequests,
        run.EvidenceOthers,
        run.EvidenceLastUsedAt,
        run.EvidenceInFlight,
        run.EvidenceUptimeSeconds,
        run.EvidenceIdleSeconds,
        run.EvidenceAlone,
        source,
        run.AfterLoadedAt is null && run.AfterRequestCount is null
            ? null
            : new(run.AfterLoadedAt, run.AfterRequestCount, run.AfterOthers, run.AfterLastUsedAt, run.AfterInFlight, run.AfterUptimeSeconds),
        run.Concurrency > 1 ? new(run.QueuedBefore, run.QueuedAfter, run.AdaptiveBefore, run.AdaptiveAfter) : null);

    private static SideRequestView ToView(SideRequestRow side) => new(
        side.Kind,
        side.Model,
        side.Scenario,
        DateTimeOffset.FromUnixTimeMilliseconds(side.StartedAtMs),
        side.TookMs,
        side.PromptTokens,
        side.CompletionTokens,
        side.RunsCounted,
        side.Problem);

    private static CacheControlView ToView(CacheControlRow control) => new(
        control.Model,
        control.Verdict,
        control.Reason,
        DateTimeOffset.FromUnixTimeMilliseconds(control.StartedAtMs),
        control.FirstMs,
        control.OtherMs,
        control.AgainMs);
}

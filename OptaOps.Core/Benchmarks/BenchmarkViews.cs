namespace OptaOps.Core.Benchmarks;

/// <summary>A scenario as the API and the pages show it (design §6).</summary>
/// <param name="Version">Hash of prompt template and request fields; another version is another series.</param>
/// <param name="PromptTokensAbout">Estimate: characters ÷ 4, including the nonce.</param>
/// <param name="ColdRepeats">Extra loads under <c>coldStart: reload</c>.</param>
/// <param name="Concurrency">Streams at once.</param>
public sealed record ScenarioView(
    string Name, string Version, bool BuiltIn, PromptMode Prompts, int PromptTokensAbout, int MaxTokens, int Repeats, int ColdRepeats, int Concurrency);

/// <summary>A benchmark with its cells (design §6). <c>GET list</c> leaves the runs out.</summary>
public sealed record BenchmarkView
{
    public required int Id { get; init; }

    public required BenchmarkState State { get; init; }

    /// <summary>One sentence when the state needs one (what it waits for, why it failed), else null.</summary>
    public required string? Reason { get; init; }

    public required BenchmarkNode Node { get; init; }

    public required string? Note { get; init; }

    public required ColdStart ColdStart { get; init; }

    /// <summary>Seed of the stored shuffle of runs.</summary>
    public required int Seed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required BenchmarkProgress Progress { get; init; }

    public required IReadOnlyList<CellView> Cells { get; init; }
}

public sealed record BenchmarkNode(int Id, string Name, bool Simulated);

/// <param name="Done">Runs that have ended, however they ended.</param>
/// <param name="Total">Planned runs.</param>
/// <param name="Failed">Runs that have failed.</param>
public sealed record BenchmarkProgress(int Done, int Total, int Failed);

/// <summary>One model × scenario of a benchmark.</summary>
/// <param name="Repeats">Planned runs.</param>
/// <param name="Reason">Why it was stopped or skipped, else null.</param>
/// <param name="Summary">Null until a run of the cell has ended.</param>
public sealed record CellView(
    string Model,
    string Scenario,
    string ScenarioVersion,
    int MaxTokens,
    int Repeats,
    CellState State,
    string? Reason,
    IReadOnlyList<RunView> Runs,
    CellSummary? Summary);

/// <summary>Plain means over good runs of a cell, as the seed report computes them (design §6). Null where no run gives the figure.</summary>
/// <param name="AvgTokPerSec">Mean of per-run output tokens ÷ total, tok/s; runs that stopped early or count only pieces are left out.</param>
/// <param name="AvgTtftMs">Mean of all good runs, cold ones too, as the seed report has it.</param>
/// <param name="ColdTtftMs">Each cold run's TTFT; none is dropped.</param>
/// <param name="MemoryGb">GiB of the model when its first run ended; null when unknown.</param>
public sealed record CellSummary(
    int Runs,
    int Ok,
    int Failed,
    double? AvgTokPerSec,
    double? AvgTtftMs,
    double? AvgTotalMs,
    IReadOnlyList<double> ColdTtftMs,
    double? WarmTtftMs,
    int WarmN,
    double? WarmCachedTtftMs,
    int WarmCachedN,
    double? AvgTokPerSecDecode,
    double? MemoryGb,
    int? ContextLength,
    bool? Batching);

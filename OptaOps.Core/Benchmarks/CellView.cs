using OptaOps.Core.Statistics;

namespace OptaOps.Core.Benchmarks;

/// <summary>One model × scenario of a benchmark.</summary>
/// <param name="Repeats">Planned rounds.</param>
/// <param name="Concurrency">Runs of a round.</param>
/// <param name="Reason">Why it was stopped or skipped, else null.</param>
/// <param name="Summary">Null until a run of the cell has ended.</param>
public sealed record CellView(
    string Model,
    string Scenario,
    string ScenarioVersion,
    int MaxTokens,
    int Repeats,
    int Concurrency,
    CellState State,
    string? Reason,
    IReadOnlyList<RunView> Runs,
    CellSummary? Summary)
{
    public int PlannedRuns => Repeats * Concurrency;
}

/// <summary>Plain means over good runs of a cell, as the seed report computes them (design §6). Null where no run gives the figure.</summary>
public sealed record CellSummary
{
    /// <summary>Runs that have ended, however they ended.</summary>
    public required int Runs { get; init; }

    public required int Ok { get; init; }

    public required int Failed { get; init; }

    /// <summary>Mean of per-run output tokens ÷ total, tok/s; runs that stopped early or count only pieces are left out.</summary>
    public required double? AvgTokPerSec { get; init; }

    /// <summary>Mean of all good runs, cold ones too, as the seed report has it.</summary>
    public required double? AvgTtftMs { get; init; }

    public required double? AvgTotalMs { get; init; }

    /// <summary>Each cold run's TTFT; none is dropped.</summary>
    public required IReadOnlyList<double> ColdTtftMs { get; init; }

    public required double? WarmTtftMs { get; init; }

    public required int WarmN { get; init; }

    public required double? WarmCachedTtftMs { get; init; }

    public required int WarmCachedN { get; init; }

    public required double? AvgTokPerSecDecode { get; init; }

    /// <summary>Prompt tokens as the node counted them; null when it was not asked.</summary>
    public required int? PromptTokens { get; init; }

    /// <summary>Mean of prompt tokens ÷ TTFT, tok/s, of runs whose prompt was new.</summary>
    public required double? PrefillTokPerSec { get; init; }

    /// <summary>Runs that <see cref="PrefillTokPerSec"/> rests on.</summary>
    public required int PrefillN { get; init; }

    /// <summary>Mean over rounds of all streams' tokens ÷ the round's time, tok/s; null with one stream and without a round that counts.</summary>
    public required double? TotalTokPerSec { get; init; }

    /// <summary>Rounds that <see cref="TotalTokPerSec"/> rests on.</summary>
    public required int TotalN { get; init; }

    /// <summary>GiB of the model when its first run began; null when unknown.</summary>
    public required double? MemoryGb { get; init; }

    public required int? ContextLength { get; init; }

    public required bool? Batching { get; init; }

    /// <summary>What the comparable runs say, each with its n: neither with foreign traffic nor under a late observer.</summary>
    public required CellStatistics Statistics { get; init; }
}

/// <summary>Distributions over the comparable runs of a cell; null without a value. Warm and warm cached are never one.</summary>
/// <param name="TokPerSec">End to end, of warm and warm cached runs that were whole.</param>
/// <param name="TokPerSecDecode">Of all temperatures: it does not depend on them.</param>
/// <param name="Outliers">Runs beyond Tukey's fences of their distribution. Labelled, never removed.</param>
public sealed record CellStatistics(
    Distribution? TokPerSec,
    Distribution? TokPerSecDecode,
    Distribution? TtftWarm,
    Distribution? TtftWarmCached,
    Distribution? PrefillTokPerSec,
    Distribution? TotalTokPerSec,
    IReadOnlyList<RunOutlier> Outliers);

/// <param name="N">Number of the run.</param>
/// <param name="Metric">Name of the distribution, as in <see cref="CellStatistics"/>, in camel case.</param>
public sealed record RunOutlier(int N, string Metric);

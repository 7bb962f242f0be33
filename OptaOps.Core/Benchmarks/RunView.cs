namespace OptaOps.Core.Benchmarks;

/// <summary>One measured request (design §4, §6). Times are milliseconds after t0; null means it did not happen or is not known.</summary>
public sealed record RunView
{
    /// <summary>Counts over the whole benchmark in order of start, from 1.</summary>
    public required int N { get; init; }

    public required string Model { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Which repeat of its cell, from 1.</summary>
    public required int Round { get; init; }

    public required int Stream { get; init; }

    public required int Concurrency { get; init; }

    public required RunState State { get; init; }

    public required RunFailure? Failure { get; init; }

    public required IReadOnlyList<RunFlag> Flags { get; init; }

    /// <summary>Null until the run has ended.</summary>
    public required Temperature? Temperature { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>First response event: proof of life, never TTFT.</summary>
    public required double? TtfrMs { get; init; }

    /// <summary>First non-empty text of any kind.</summary>
    public required double? TtftMs { get; init; }

    /// <summary>First answer text, after reasoning.</summary>
    public required double? TtfoMs { get; init; }

    /// <summary>End of stream: arrival of <c>[DONE]</c>, else end of body.</summary>
    public required double? TotalMs { get; init; }

    public required double? LoadMs { get; init; }

    /// <summary>Chunks with non-empty text.</summary>
    public required int? Pieces { get; init; }

    public required int? OutputTokens { get; init; }

    public required TokenCountSource? TokenCountSource { get; init; }

    public required int? PromptTokens { get; init; }

    public required double? PrefillTokPerSec { get; init; }

    /// <summary>outputTokens ÷ total: the seed report's tok/s.</summary>
    public required double? TokPerSecEndToEnd { get; init; }

    /// <summary>(outputTokens − tokens of the first chunk) ÷ (last text − first text); null with fewer than two text chunks.</summary>
    public required double? TokPerSecDecode { get; init; }

    public required string? FinishReason { get; init; }

    public required RunEvidence? Evidence { get; init; }

    public required RunObserver? Observer { get; init; }

    /// <summary>Longest time between two chunks of text; null with fewer than two.</summary>
    public required double? LongestGapMs { get; init; }

    /// <summary>Median time between two chunks of text; null with fewer than two.</summary>
    public required double? MedianGapMs { get; init; }

    /// <summary>Runs of this benchmark with the same prompt that came before it.</summary>
    public required IReadOnlyList<int> SamePromptAs { get; init; }
}

/// <param name="Message">A sentence; may quote the node, so it is untrusted text.</param>
public sealed record RunFailure(FailureCode Code, string Message);

/// <summary>What the node said around a run, on its own clock (design §4).</summary>
/// <param name="RequestCount">Of the model, since its load, before the run.</param>
/// <param name="IdleSeconds">Since the model was last used; null without proof.</param>
/// <param name="Alone">True when the counters prove it, false when they disprove it, null without counters.</param>
/// <param name="Source"><c>counters</c>, <c>ownTraffic</c> or <c>none</c>.</param>
public sealed record RunEvidence(
    DateTimeOffset? LoadedAt, int? RequestCount, DateTimeOffset? LastUsedAt, int? InFlight, double? IdleSeconds, bool? Alone, string Source);

/// <summary>How good OptaOps itself was during a run; null where not watched.</summary>
public sealed record RunObserver(double? LagP99Ms, double? GcPauseMs, bool ConnectedInsideClock);

/// <summary>Arrival of every chunk of text of a run.</summary>
/// <param name="AtMs">Milliseconds after t0, one per piece, ascending.</param>
public sealed record RunTimeline(int BenchmarkId, int N, IReadOnlyList<double> AtMs);

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

    /// <summary>Chunks of text ÷ total: all that can be said when the tokens are not known. Null without an end.</summary>
    public double? PiecesPerSec => Pieces is { } pieces && TotalMs is > 0 and var total ? pieces / total * 1000 : null;

    /// <summary>All streams' output tokens of the round ÷ (last end − first t0); null with one stream, or when it is not what batching gives.</summary>
    public required double? RoundTokPerSec { get; init; }

    /// <summary>From the first t0 of the round to this stream's.</summary>
    public required double? StartOffsetMs { get; init; }

    public required string? FinishReason { get; init; }

    public required RunEvidence? Evidence { get; init; }

    public required RunObserver? Observer { get; init; }

    /// <summary>Null until the run has ended.</summary>
    public required RunOutput? Output { get; init; }

    /// <summary>Of a health call on the open connection just before; shown beside the figures, never subtracted.</summary>
    public required double? RoundTripMs { get; init; }

    /// <summary>Longest time between two chunks of text; null with fewer than two.</summary>
    public required double? LongestGapMs { get; init; }

    /// <summary>Median time between two chunks of text; null with fewer than two.</summary>
    public required double? MedianGapMs { get; init; }

    /// <summary>Gaps of more than five times the median and more than 250 ms; null when they were not counted.</summary>
    public required int? Stalls { get; init; }

    /// <summary>Runs of this benchmark with the same prompt that came before it.</summary>
    public required IReadOnlyList<int> SamePromptAs { get; init; }
}

/// <param name="Message">A sentence; may quote the node, so it is untrusted text.</param>
public sealed record RunFailure(FailureCode Code, string Message);

/// <summary>What the node said around a run, on its own clock (design §4).</summary>
/// <param name="RequestCount">Of the model, since its load, before the run.</param>
/// <param name="OwnRequests">How many of those were ours, as far as this process knows; null without counters.</param>
/// <param name="OtherRequests">Over the other loaded models, before the run.</param>
/// <param name="IdleSeconds">Since the model was last used; null without proof.</param>
/// <param name="Alone">True when the counters prove it, false when they disprove it, null where they prove neither.</param>
/// <param name="Source"><c>counters</c>, <c>ownTraffic</c> or <c>none</c>.</param>
/// <param name="After">The same counters after the run; null when they were not read.</param>
/// <param name="Pressure">Around a round of several streams on LMX; null otherwise.</param>
public sealed record RunEvidence(
    DateTimeOffset? LoadedAt,
    int? RequestCount,
    int? OwnRequests,
    int? OtherRequests,
    DateTimeOffset? LastUsedAt,
    int? InFlight,
    double? UptimeSeconds,
    double? IdleSeconds,
    bool? Alone,
    string Source,
    RunEvidenceAfter? After,
    RunPressure? Pressure);

/// <summary>The node's counters as they were read after the run; null for each that was not received.</summary>
public sealed record RunEvidenceAfter(
    DateTimeOffset? LoadedAt, int? RequestCount, int? OtherRequests, DateTimeOffset? LastUsedAt, int? InFlight, double? UptimeSeconds);

/// <summary>Requests that waited for a slot, and why the adaptive limit last moved, before and after a round.</summary>
public sealed record RunPressure(int? QueuedBefore, int? QueuedAfter, string? AdaptiveBefore, string? AdaptiveAfter);

/// <summary>Whether the answer is sane; ratios are 0 to 1, see the flags <c>repetitive</c> and <c>garbled</c>.</summary>
/// <param name="Characters">0 is an empty answer.</param>
public sealed record RunOutput(int Characters, double? RepetitionRatio, double? GarbledRatio);

/// <summary>How good OptaOps itself was during a run; null where not watched.</summary>
/// <param name="LagP99Ms">99th percentile of how much too late a thread like the measuring one was woken.</param>
/// <param name="GcPauseMs">Longest stop of all threads by the garbage collector.</param>
/// <param name="ConnectedInsideClock">The prepared connection was gone and another one was made inside the clock.</param>
public sealed record RunObserver(double? LagP99Ms, double? GcPauseMs, bool ConnectedInsideClock)
{
    private const double TolerableMs = 5;

    /// <summary>So late that the run's stamps may be, too: flag <see cref="RunFlag.ObserverLag"/>.</summary>
    public bool WasLate() => ConnectedInsideClock || GcPauseMs > TolerableMs || LagP99Ms > TolerableMs;
}

/// <summary>Arrival of every chunk of text of a run.</summary>
/// <param name="AtMs">Milliseconds after t0, one per piece, ascending.</param>
public sealed record RunTimeline(int BenchmarkId, int N, IReadOnlyList<double> AtMs)
{
    /// <summary>Where the stream stood still.</summary>
    public IReadOnlyList<StreamStall> Stalls { get; } = StreamStall.Of(AtMs);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// A run as it is stored: inserted as running before its clock starts, completed in one update when it ends. Node, model and scenario
/// stand here too, so that the history of a series is one index range.
/// </summary>
public sealed class RunRow
{
    public int Id { get; init; }

    public required int BenchmarkId { get; init; }

    public required int N { get; init; }

    public required int CellPosition { get; init; }

    public required int NodeId { get; init; }

    public required string Model { get; init; }

    public required string Scenario { get; init; }

    public required string ScenarioVersion { get; init; }

    public required int Round { get; init; }

    public required int Stream { get; init; }

    public required int Concurrency { get; init; }

    /// <summary>First 16 hex digits of the SHA-256 of the prompt.</summary>
    public required string PromptHash { get; init; }

    /// <summary>Milliseconds from the first t0 of the round to this stream's; 0 when it ran alone.</summary>
    public double? StartOffsetMs { get; set; }

    /// <summary>
    /// Output tokens of all streams of the round ÷ (last end − first t0), tok/s; null when a stream failed, the round was throttled, or a count
    /// is missing. The same in every run of a round.
    /// </summary>
    public double? RoundTokPerSec { get; set; }

    public required RunState State { get; set; }

    public FailureCode? FailureCode { get; set; }

    public string? FailureMessage { get; set; }

    /// <summary>The flags' names, separated by blanks, so that SQL can look for one.</summary>
    public string FlagWords { get; set; } = "";

    public IReadOnlyList<RunFlag> Flags
    {
        get => [.. FlagWords.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<RunFlag>)];
        set => FlagWords = string.Join(' ', value);
    }

    public Temperature? Temperature { get; set; }

    /// <summary>Unix milliseconds; plain so that SQL can order and bucket it.</summary>
    public required long StartedAtMs { get; set; }

    public double? TtfrMs { get; set; }

    public double? TtftMs { get; set; }

    public double? TtfoMs { get; set; }

    public double? TotalMs { get; set; }

    public double? LoadMs { get; set; }

    public int? Pieces { get; set; }

    public int? OutputTokens { get; set; }

    public TokenCountSource? TokenCountSource { get; set; }

    public int? PromptTokens { get; set; }

    public double? PrefillTokPerSec { get; set; }

    public double? TokPerSecEndToEnd { get; set; }

    public double? TokPerSecDecode { get; set; }

    public string? FinishReason { get; set; }

    public double? LongestGapMs { get; set; }

    public double? MedianGapMs { get; set; }

    /// <summary>See <see cref="StreamStall"/>; null on runs older than this count.</summary>
    public int? Stalls { get; set; }

    /// <summary>Round trip of a <c>GET /healthz</c> on the open connection just before; shown, never subtracted.</summary>
    public double? RoundTripMs { get; set; }

    /// <summary>UTF-16 units of the answer; null before the end.</summary>
    public int? OutputCharacters { get; set; }

    /// <summary>See <see cref="OutputSanity"/>.</summary>
    public double? RepetitionRatio { get; set; }

    /// <summary>See <see cref="OutputSanity"/>.</summary>
    public double? GarbledRatio { get; set; }

    public DateTimeOffset? EvidenceLoadedAt { get; set; }

    public int? EvidenceRequestCount { get; set; }

    public DateTimeOffset? EvidenceLastUsedAt { get; set; }

    public int? EvidenceInFlight { get; set; }

    public double? EvidenceIdleSeconds { get; set; }

    public bool? EvidenceAlone { get; set; }

    public string? EvidenceSource { get; set; }

    /// <summary>Requests of ours to the model since this process saw it loaded, before the run; null when not known from its load on.</summary>
    public int? EvidenceOwnRequests { get; set; }

    /// <summary>Requests over the other loaded models before the run.</summary>
    public int? EvidenceOthers { get; set; }

    public double? EvidenceUptimeSeconds { get; set; }

    public DateTimeOffset? AfterLoadedAt { get; set; }

    public int? AfterRequestCount { get; set; }

    public DateTimeOffset? AfterLastUsedAt { get; set; }

    public int? AfterInFlight { get; set; }

    public int? AfterOthers { get; set; }

    public double? AfterUptimeSeconds { get; set; }

    /// <summary>Requests waiting for a slot before a round of several streams; null otherwise.</summary>
    public int? QueuedBefore { get; set; }

    public int? QueuedAfter { get; set; }

    /// <summary>Why the node's adaptive limit last moved, before and after a round of several streams; null otherwise.</summary>
    public string? AdaptiveBefore { get; set; }

    public string? AdaptiveAfter { get; set; }

    public double? ObserverLagP99Ms { get; set; }

    public double? ObserverGcPauseMs { get; set; }

    public bool? ConnectedInsideClock { get; set; }

    public RunTimelineRow? Timeline { get; set; }
}

/// <summary>Arrivals of a run, apart from its row so that lists never read them.</summary>
public sealed class RunTimelineRow
{
    public int RunId { get; init; }

    /// <summary><see cref="TimelineCodec"/>.</summary>
    public required byte[] Data { get; init; }
}

internal sealed class RunTable : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("Runs");
        builder.HasIndex(row => new { row.BenchmarkId, row.N }).IsUnique();
        builder.HasIndex(row => new { row.Model, row.Scenario, row.NodeId, row.StartedAtMs });
        builder.HasIndex(row => row.StartedAtMs);
        builder.Ignore(row => row.Flags);
        builder.HasOne(row => row.Timeline).WithOne().HasForeignKey<RunTimelineRow>(timeline => timeline.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RunTimelineTable : IEntityTypeConfiguration<RunTimelineRow>
{
    public void Configure(EntityTypeBuilder<RunTimelineRow> builder)
    {
        builder.ToTable("RunTimelines");
        builder.HasKey(row => row.RunId);
        builder.Property(row => row.RunId).ValueGeneratedNever();
    }
}

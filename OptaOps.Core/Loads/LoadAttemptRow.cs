using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Loads;

/// <summary>A load attempt as it is stored: inserted before anything is sent, kept for good.</summary>
public sealed class LoadAttemptRow
{
    public int Id { get; init; }

    public required int NodeId { get; init; }

    public required string ModelId { get; init; }

    public required LoadKind Kind { get; init; }

    public required LoadState State { get; set; }

    public string? Outcome { get; set; }

    public required string Sentence { get; set; }

    public string? Cure { get; set; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was found that the answer will not come; null while it may.</summary>
    public DateTimeOffset? LostAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>GiB.</summary>
    public double? MemoryBeforeGb { get; init; }

    /// <summary>GiB.</summary>
    public double? MemoryAfterGb { get; set; }

    public double? LoadMs { get; set; }

    public double? UsualMs { get; init; }

    public int? KeepAliveSeconds { get; init; }

    /// <summary>The node's time of the load that was there before; null when the model was not loaded.</summary>
    public DateTimeOffset? LoadedBefore { get; init; }

    /// <summary>Seconds, just before; a smaller one afterwards means that the server was restarted.</summary>
    public double? UptimeBefore { get; init; }

    public DateTimeOffset? LoadedAt { get; set; }

    public int? BenchmarkId { get; init; }

    public DateTimeOffset? DismissedAt { get; set; }

    internal LoadAttempt ToView() => new()
    {
        Id = Id,
        NodeId = NodeId,
        ModelId = ModelId,
        Kind = Kind,
        State = State,
        Outcome = Outcome,
        Sentence = Sentence,
        Cure = Cure,
        AskedAt = AskedAt,
        EndedAt = EndedAt,
        MemoryBeforeGb = MemoryBeforeGb,
        MemoryAfterGb = MemoryAfterGb,
        LoadMs = LoadMs,
        UsualMs = UsualMs,
        KeepAliveSeconds = KeepAliveSeconds,
        LoadedAt = LoadedAt,
        BenchmarkId = BenchmarkId,
        DismissedAt = DismissedAt,
    };
}

internal sealed class LoadAttemptTable : IEntityTypeConfiguration<LoadAttemptRow>
{
    public void Configure(EntityTypeBuilder<LoadAttemptRow> builder)
    {
        builder.ToTable("LoadAttempts");
        builder.HasIndex(row => new { row.NodeId, row.Id });
        builder.HasIndex(row => row.EndedAt);
    }
}

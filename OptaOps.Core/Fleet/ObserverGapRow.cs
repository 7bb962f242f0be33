using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Fleet;

/// <summary>Why OptaOps did not watch.</summary>
public enum ObserverGapReason
{
    /// <summary>Its poll loop came late by more than one interval: suspended or starved.</summary>
    Late,

    /// <summary>The machine slept, or its clock was set forward.</summary>
    Asleep,

    /// <summary>It was not running.</summary>
    Off,

    /// <summary>It held its polls of this node while a run was measured.</summary>
    Measuring,
}

/// <summary>A time in which OptaOps itself did not watch, so that nothing is known of the nodes.</summary>
public sealed class ObserverGapRow
{
    public long Id { get; init; }

    /// <summary>Null means all nodes.</summary>
    public int? NodeId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long FromMs { get; init; }

    public required long ToMs { get; init; }

    public required ObserverGapReason Reason { get; init; }
}

internal sealed class ObserverGapTable : IEntityTypeConfiguration<ObserverGapRow>
{
    public void Configure(EntityTypeBuilder<ObserverGapRow> builder)
    {
        builder.ToTable("ObserverGaps");
        builder.HasIndex(row => new { row.NodeId, row.ToMs });
    }
}

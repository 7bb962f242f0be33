using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Fleet;

/// <summary>One poll of one node, scalars only. A figure that was not received is null.</summary>
public sealed class NodeSampleRow
{
    public long Id { get; init; }

    public required int NodeId { get; init; }

    /// <summary>Unix milliseconds; plain so that SQL can bucket it.</summary>
    public required long TakenAtMs { get; init; }

    public required NodeState State { get; init; }

    /// <summary>The time before <see cref="TakenAtMs"/> that this poll stands for, milliseconds; what lies before that was not watched.</summary>
    public long CoversMs { get; init; }

    public double? PollLatencyMs { get; init; }

    /// <summary>GiB.</summary>
    public double? MemoryTotalGb { get; init; }

    /// <summary>GiB.</summary>
    public double? MemoryUsedGb { get; init; }

    public int? InFlight { get; init; }

    public double? UptimeSeconds { get; init; }
}

internal sealed class NodeSampleTable : IEntityTypeConfiguration<NodeSampleRow>
{
    /// <summary>For polls that were stored before this was noted: the usual interval.</summary>
    private const long UsualCoverMs = 5000;

    public void Configure(EntityTypeBuilder<NodeSampleRow> builder)
    {
        builder.ToTable("NodeSamples");
        builder.Property(row => row.CoversMs).HasDefaultValue(UsualCoverMs);
        builder.HasIndex(row => new { row.NodeId, row.TakenAtMs });
        builder.HasIndex(row => row.TakenAtMs);
    }
}

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
    public void Configure(EntityTypeBuilder<NodeSampleRow> builder)
    {
        builder.ToTable("NodeSamples");
        builder.HasIndex(row => new { row.NodeId, row.TakenAtMs });
        builder.HasIndex(row => row.TakenAtMs);
    }
}

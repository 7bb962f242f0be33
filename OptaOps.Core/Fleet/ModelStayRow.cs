using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Fleet;

/// <summary>One stay of a model in a node's memory, from its load to its unload; written on change, never per poll.</summary>
public sealed class ModelStayRow
{
    public int Id { get; init; }

    public required int NodeId { get; init; }

    public required string ModelId { get; init; }

    /// <summary>As the node said; null without an admin key.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>When we first saw it.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>GiB; null when unknown.</summary>
    public double? MemoryGb { get; init; }

    public int? ContextLength { get; init; }

    public bool? Batching { get; init; }

    /// <summary>From a load's begin to its end, milliseconds; null when nobody measured it.</summary>
    public double? LoadMs { get; set; }

    /// <summary>When we first saw that it was gone; null while it stays.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}

internal sealed class ModelStayTable : IEntityTypeConfiguration<ModelStayRow>
{
    public void Configure(EntityTypeBuilder<ModelStayRow> builder)
    {
        builder.ToTable("ModelStays");
        builder.HasIndex(row => new { row.NodeId, row.GoneAt });
    }
}

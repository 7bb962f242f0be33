using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Fleet;

/// <summary>Where a node's definition comes from.</summary>
public enum NodeSource
{
    Configuration,
    Saved,
    Simulator,
}

/// <summary>A node as it is stored. A removed one keeps its row, since history refers to it.</summary>
public sealed class NodeRow
{
    public int Id { get; init; }

    /// <summary>Unique without regard to case.</summary>
    public required string Name { get; set; }

    public required string Address { get; set; }

    public required NodeSource Source { get; set; }

    /// <summary>Null for no key, and for nodes of the configuration, whose keys are not stored.</summary>
    public string? SealedAdminKey { get; set; }

    /// <summary>As the admin key.</summary>
    public string? SealedInferenceKey { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

internal sealed class NodeTable : IEntityTypeConfiguration<NodeRow>
{
    public void Configure(EntityTypeBuilder<NodeRow> builder)
    {
        builder.ToTable("Nodes");
        builder.Property(row => row.Name).UseCollation("NOCASE");
        builder.HasIndex(row => row.Name).IsUnique();
    }
}

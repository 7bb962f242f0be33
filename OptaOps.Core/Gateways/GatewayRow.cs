using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Gateways;

/// <summary>A gateway as it is stored. A removed one keeps its row, since its spells refer to it; the same name brings it back.</summary>
public sealed class GatewayRow
{
    public int Id { get; init; }

    /// <summary>Unique without regard to case.</summary>
    public required string Name { get; set; }

    /// <summary>Scheme, host and port.</summary>
    public required string Address { get; set; }

    public required GatewaySource Source { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }
}

internal sealed class GatewayTable : IEntityTypeConfiguration<GatewayRow>
{
    public void Configure(EntityTypeBuilder<GatewayRow> builder)
    {
        builder.ToTable("Gateways");
        builder.Property(row => row.Name).UseCollation("NOCASE");
        builder.HasIndex(row => row.Name).IsUnique();
    }
}

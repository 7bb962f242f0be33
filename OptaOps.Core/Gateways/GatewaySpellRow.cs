using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Gateways;

/// <summary>A time in which every check found a gateway in one state; a row a change, never a row a check. Between two rows nobody looked.</summary>
public sealed class GatewaySpellRow
{
    public int Id { get; init; }

    public required int GatewayId { get; init; }

    public required GatewayState State { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The newest check that still found it so; moved once a minute while the spell lasts, so that a crash claims no unseen time.</summary>
    public required DateTimeOffset To { get; set; }

    /// <summary>Why, as it was said when the spell began.</summary>
    public required string Reason { get; init; }
}

internal sealed class GatewaySpellTable : IEntityTypeConfiguration<GatewaySpellRow>
{
    public void Configure(EntityTypeBuilder<GatewaySpellRow> builder)
    {
        builder.ToTable("GatewaySpells");
        builder.HasIndex(row => new { row.GatewayId, row.To });
    }
}

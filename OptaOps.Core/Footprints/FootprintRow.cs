using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Footprints;

/// <summary>
/// What the node's memory did around one stay of a model: system memory in use, GiB, as the node said. A figure that was not observed, or that
/// another change in the same time may have moved, is null.
/// </summary>
public sealed class FootprintRow
{
    /// <summary>The stay's own number.</summary>
    public required int StayId { get; init; }

    /// <summary>The other loaded models, a line each; figures are compared only while these are the same.</summary>
    public required string Others { get; init; }

    /// <summary>The newest reading before the load, steady with the one before it.</summary>
    public double? BeforeGb { get; init; }

    /// <summary>The first reading after the poll that showed the model first.</summary>
    public double? AfterGb { get; set; }

    /// <summary>The highest reading while it was loaded and the others were the same.</summary>
    public double? PeakGb { get; set; }

    /// <summary>The first reading after the poll that missed the model first.</summary>
    public double? AfterUnloadGb { get; set; }

    /// <summary>After unload − before; null when one is, or when the other models changed meanwhile.</summary>
    public double? LeftBehindGb { get; set; }
}

internal sealed class FootprintTable : IEntityTypeConfiguration<FootprintRow>
{
    public void Configure(EntityTypeBuilder<FootprintRow> builder)
    {
        builder.ToTable("Footprints");
        builder.HasKey(row => row.StayId);
        builder.Property(row => row.StayId).ValueGeneratedNever();
    }
}

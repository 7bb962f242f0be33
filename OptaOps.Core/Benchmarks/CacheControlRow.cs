using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Benchmarks;

/// <summary>Whether the node answered a prompt faster because it had seen it.</summary>
public enum CacheVerdict
{
    Seen,
    NotSeen,
    NotProvable,
}

/// <summary>One cache control as it is stored: prompt A, another prompt B of the same length, A again, once per model and benchmark.</summary>
public sealed class CacheControlRow
{
    public int Id { get; init; }

    public required int BenchmarkId { get; init; }

    public required string Model { get; init; }

    /// <summary>Unix milliseconds of the first of the three requests.</summary>
    public required long StartedAtMs { get; init; }

    public required CacheVerdict Verdict { get; set; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; set; }

    /// <summary>TTFT of A the first time, milliseconds; null when it gave none.</summary>
    public double? FirstMs { get; set; }

    /// <summary>TTFT of B.</summary>
    public double? OtherMs { get; set; }

    /// <summary>TTFT of A again.</summary>
    public double? AgainMs { get; set; }
}

internal sealed class CacheControlTable : IEntityTypeConfiguration<CacheControlRow>
{
    public void Configure(EntityTypeBuilder<CacheControlRow> builder)
    {
        builder.ToTable("CacheControls");
        builder.HasIndex(row => new { row.BenchmarkId, row.Model }).IsUnique();
    }
}

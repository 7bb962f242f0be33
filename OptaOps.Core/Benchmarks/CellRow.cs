using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Benchmarks;

/// <summary>One model × scenario of a benchmark as it is stored, with the scenario as it was then.</summary>
public sealed class CellRow
{
    public int Id { get; init; }

    public int BenchmarkId { get; init; }

    /// <summary>Position in the matrix, models outer, scenarios inner, from 0.</summary>
    public required int Position { get; init; }

    public required string Model { get; init; }

    public required string Scenario { get; init; }

    public required string ScenarioVersion { get; init; }

    public required int MaxTokens { get; init; }

    /// <summary>Rounds; each has <see cref="Concurrency"/> runs.</summary>
    public required int Repeats { get; init; }

    /// <summary>How many of its first rounds follow a load of their own; 0 when nothing is loaded for it.</summary>
    public int ColdLoads { get; init; }

    /// <summary>Streams at once.</summary>
    public int Concurrency { get; init; } = 1;

    public int PlannedRuns => Repeats * Concurrency;

    public required CellState State { get; set; }

    public string? Reason { get; set; }

    /// <summary>GiB of the model as the node said before the first run; null when unknown.</summary>
    public double? MemoryGb { get; set; }

    public int? ContextLength { get; set; }

    public bool? Batching { get; set; }
}

internal sealed class CellTable : IEntityTypeConfiguration<CellRow>
{
    public void Configure(EntityTypeBuilder<CellRow> builder)
    {
        builder.ToTable("Cells");
        builder.HasIndex(row => new { row.BenchmarkId, row.Position }).IsUnique();
        builder.HasIndex(row => row.Model);
        builder.Property(row => row.Concurrency).HasDefaultValue(1);
        builder.Ignore(row => row.PlannedRuns);
    }
}

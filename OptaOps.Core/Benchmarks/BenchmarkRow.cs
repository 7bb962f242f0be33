using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Benchmarks;

/// <summary>A benchmark as it is stored. The node's name is kept as it was, so that a removed node's record stays readable.</summary>
public sealed class BenchmarkRow
{
    public int Id { get; init; }

    public required BenchmarkState State { get; set; }

    public string? Reason { get; set; }

    /// <summary>Stable camelCase word for a reason that scripts may want to tell from others, such as <c>reloadFailed</c>; else null.</summary>
    public string? ReasonCode { get; set; }

    public required int NodeId { get; init; }

    public required string NodeName { get; init; }

    public required bool Simulated { get; init; }

    public string? Note { get; set; }

    public required ColdStart ColdStart { get; init; }

    public required int Seed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The server's version when the benchmark began; null when it does not tell.</summary>
    public string? NodeVersion { get; set; }

    public List<CellRow> Cells { get; init; } = [];

    public List<RunRow> Runs { get; init; } = [];

    public List<SideRequestRow> SideRequests { get; init; } = [];

    public List<CacheControlRow> CacheControls { get; init; } = [];
}

internal sealed class BenchmarkTable : IEntityTypeConfiguration<BenchmarkRow>
{
    public void Configure(EntityTypeBuilder<BenchmarkRow> builder)
    {
        builder.ToTable("Benchmarks");
        builder.HasIndex(row => row.State);
        builder.HasIndex(row => row.NodeId);
        builder.HasMany(row => row.Cells).WithOne().HasForeignKey(cell => cell.BenchmarkId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.SideRequests).WithOne().HasForeignKey(side => side.BenchmarkId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.CacheControls).WithOne().HasForeignKey(control => control.BenchmarkId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(row => row.Runs).WithOne().HasForeignKey(run => run.BenchmarkId).OnDelete(DeleteBehavior.Cascade);
    }
}

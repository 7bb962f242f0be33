using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Benchmarks;

/// <summary>What an unmeasured request of a benchmark was for.</summary>
public enum SideRequestKind
{
    /// <summary>Counts the tokens of an answer whose pieces hold several.</summary>
    TokenCalibration,

    /// <summary>Counts the tokens of a prompt.</summary>
    PromptCount,
}

/// <summary>An unstreamed request that a benchmark sent beside its runs, or would have sent, as it is stored.</summary>
public sealed class SideRequestRow
{
    public int Id { get; init; }

    public required int BenchmarkId { get; init; }

    public required SideRequestKind Kind { get; init; }

    public required string Model { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long StartedAtMs { get; init; }

    /// <summary>Milliseconds from sending to the answer or its loss; null when nothing was sent, and <see cref="Problem"/> says why.</summary>
    public double? TookMs { get; set; }

    /// <summary>As the node counted; null when it failed or was given up.</summary>
    public int? PromptTokens { get; set; }

    /// <summary>As the node counted; null when it failed or was given up.</summary>
    public int? CompletionTokens { get; set; }

    /// <summary>Runs whose count it settled.</summary>
    public int RunsCounted { get; set; }

    /// <summary>Why it settled nothing, in a sentence; null when it did.</summary>
    public string? Problem { get; set; }
}

internal sealed class SideRequestTable : IEntityTypeConfiguration<SideRequestRow>
{
    public void Configure(EntityTypeBuilder<SideRequestRow> builder)
    {
        builder.ToTable("SideRequests");
        builder.HasIndex(row => row.BenchmarkId);
    }
}

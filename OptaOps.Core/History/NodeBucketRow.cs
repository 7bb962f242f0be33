using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.History;

/// <summary>The polls of one node in one minute or one hour. A bucket without a poll has no row, so a gap stays a gap.</summary>
public sealed class NodeBucketRow
{
    public const long Minute = 60_000;
    public const long Hour = 3_600_000;

    public required int NodeId { get; init; }

    /// <summary><see cref="Minute"/> or <see cref="Hour"/>, milliseconds.</summary>
    public required long WidthMs { get; init; }

    /// <summary>Begin, unix milliseconds, a multiple of the width.</summary>
    public required long AtMs { get; init; }

    public int Polls { get; set; }

    /// <summary>The longest time that one of the polls stands for, milliseconds; a hole that is longer was not watched.</summary>
    public long LongestCoverMs { get; set; }

    /// <summary>Time in each state: <c>Online:57000 Busy:3000</c>, milliseconds. What is lacking to the width was not watched.</summary>
    public string States { get; set; } = "";

    /// <summary>GiB.</summary>
    public Spread MemoryUsedGb { get; set; } = Spread.None;

    public Spread InFlight { get; set; } = Spread.None;

    public Spread PollLatencyMs { get; set; } = Spread.None;

    /// <summary>Begin of the bucket in which an instant lies.</summary>
    public static long Begin(long atMs, long widthMs) => atMs - (atMs % widthMs);

    internal void Add(IEnumerable<NodeSampleRow> samples)
    {
        var states = StateTimes.Parse(States);
        foreach (var sample in samples)
        {
            Polls++;
            LongestCoverMs = Math.Max(LongestCoverMs, sample.CoversMs);
            states.Add(sample.State, sample.CoversMs);
            MemoryUsedGb = MemoryUsedGb.With(sample.MemoryUsedGb);
            InFlight = InFlight.With(sample.InFlight);
            PollLatencyMs = PollLatencyMs.With(sample.PollLatencyMs);
        }

        States = states.ToString();
    }
}

internal sealed class NodeBucketTable : IEntityTypeConfiguration<NodeBucketRow>
{
    public void Configure(EntityTypeBuilder<NodeBucketRow> builder)
    {
        builder.ToTable("NodeBuckets");
        builder.HasKey(row => new { row.NodeId, row.WidthMs, row.AtMs });
        builder.HasIndex(row => new { row.WidthMs, row.AtMs });
        builder.ComplexProperty(row => row.MemoryUsedGb);
        builder.ComplexProperty(row => row.InFlight);
        builder.ComplexProperty(row => row.PollLatencyMs);
    }
}

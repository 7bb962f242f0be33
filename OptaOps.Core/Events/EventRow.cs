using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Events;

/// <summary>An event as it is stored.</summary>
public sealed class EventRow
{
    /// <summary>Given by <see cref="EventLog"/>, so that an event has its number before it is stored.</summary>
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EventTopic Topic { get; init; }

    public required string Kind { get; init; }

    public required EventSeverity Severity { get; init; }

    public required string Sentence { get; init; }

    public int? NodeId { get; init; }

    public int? GatewayId { get; init; }

    public int? BenchmarkId { get; init; }

    public string? ModelId { get; init; }

    internal OpsEvent ToEvent() => new(Id, At, Topic, Kind, Severity, Sentence)
    {
        NodeId = NodeId,
        GatewayId = GatewayId,
        BenchmarkId = BenchmarkId,
        ModelId = ModelId,
    };
}

internal sealed class EventTable : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTable("Events");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.NodeId, row.Id });
    }
}

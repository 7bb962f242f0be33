namespace OptaOps.Core.Events;

/// <summary>Something to be told; <see cref="EventLog"/> gives it its number.</summary>
/// <param name="Kind">Stable camelCase word.</param>
/// <param name="Sentence">One sentence for a person; a node's text in it must be cleaned by <see cref="UntrustedText"/>.</param>
public sealed record NewEvent(EventTopic Topic, string Kind, string Sentence, EventSeverity Severity = EventSeverity.Info)
{
    /// <summary>Null means now.</summary>
    public DateTimeOffset? At { get; init; }

    public int? NodeId { get; init; }

    public int? GatewayId { get; init; }

    public int? BenchmarkId { get; init; }

    public string? ModelId { get; init; }
}

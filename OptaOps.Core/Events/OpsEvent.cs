namespace OptaOps.Core.Events;

/// <summary>Something that happened, in a sentence; immutable.</summary>
/// <param name="Id">Ascending over the life of the database, never reused.</param>
/// <param name="At">When it happened or, where nothing tells, when it was noticed.</param>
/// <param name="Kind">Stable camelCase word for scripts and filters, such as <c>stateChanged</c> or <c>modelLoaded</c>.</param>
/// <param name="Sentence">One sentence for a person. Text of a node in it is cleaned and shortened.</param>
public sealed record OpsEvent(long Id, DateTimeOffset At, EventTopic Topic, string Kind, EventSeverity Severity, string Sentence)
{
    public int? NodeId { get; init; }

    public int? GatewayId { get; init; }

    public int? BenchmarkId { get; init; }

    /// <summary>Untrusted text, as the node spells it.</summary>
    public string? ModelId { get; init; }
}

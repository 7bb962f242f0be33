namespace OptaOps.Core.Events;

/// <summary>Which events are asked for; a null filter means all.</summary>
/// <param name="AtLeast">As severe as this or more.</param>
/// <param name="Text">In the sentence or the model's id, without regard to case.</param>
/// <param name="Before">Only numbers below this one, for paging; null means from the newest.</param>
/// <param name="Limit">1 to <see cref="MostListed"/>.</param>
public sealed record EventFilter(
    int? NodeId = null, EventTopic? Topic = null, EventSeverity? AtLeast = null, string? Text = null, long? Before = null, int Limit = 100)
{
    public const int MostListed = 500;

    public bool Admits(OpsEvent happened) =>
        (NodeId is null || happened.NodeId == NodeId)
        && (Topic is null || happened.Topic == Topic)
        && (AtLeast is null || happened.Severity >= AtLeast)
        && (string.IsNullOrWhiteSpace(Text) || Has(happened.Sentence) || Has(happened.ModelId))
        && (Before is null || happened.Id < Before);

    private bool Has(string? text) => text?.Contains(Text!.Trim(), StringComparison.OrdinalIgnoreCase) == true;
}

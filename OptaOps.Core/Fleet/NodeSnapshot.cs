namespace OptaOps.Core.Fleet;

/// <summary>Everything known of one node at one moment, with instants instead of ages.</summary>
public sealed record NodeSnapshot(Node Node)
{
    /// <summary>The view at a given moment: ages and staleness are computed then, so a value turns stale without a new poll.</summary>
    public NodeView At(DateTimeOffset now) => throw new NotImplementedException();
}

using System.Collections.Immutable;

namespace OptaOps.Core.Feeds;

/// <summary>How it stands with the event stream of every node. Immutable; watched through <c>Latest</c>.</summary>
/// <param name="Nodes">By the node's id.</param>
public sealed record FeedBoard(ImmutableDictionary<int, FeedStatus> Nodes)
{
    public static FeedBoard Empty { get; } = new(ImmutableDictionary<int, FeedStatus>.Empty);

    /// <summary>Null before the node's admin endpoints have answered once.</summary>
    public FeedStatus? Find(int nodeId) => Nodes.GetValueOrDefault(nodeId);
}

/// <param name="Reason">One sentence for a person.</param>
public sealed record FeedStatus(FeedState State, string Reason, DateTimeOffset Since);

/// <summary>Whether a node's own events are heard.</summary>
public enum FeedState
{
    /// <summary>Not followed, since the node does not answer or we are about to stop it.</summary>
    Closed,

    Open,

    /// <summary>It ended or could not be opened; it is tried again.</summary>
    Lost,

    /// <summary>The node does not let us or does not have it; not tried again until its key changes or it restarts.</summary>
    Refused,
}

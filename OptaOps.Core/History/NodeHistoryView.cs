using OptaOps.Core.Fleet;

namespace OptaOps.Core.History;

/// <summary>Figures of a node that have a history.</summary>
public enum NodeMetric
{
    MemoryUsedGb,
    InFlight,
    PollLatencyMs,

    /// <summary>No figure: the states alone.</summary>
    State,
}

/// <summary>Why there is nothing to see at a time.</summary>
public enum HistoryGapKind
{
    /// <summary>The node was not on the list, or what was known is no longer kept.</summary>
    NotWatched,

    /// <summary>It was asked, and no usable answer came; the reason names its state.</summary>
    NoAnswer,

    /// <summary>It answered without this figure.</summary>
    NotTold,

    /// <summary>OptaOps itself was late or off.</summary>
    ObserverGap,

    /// <summary>OptaOps held its polls while a run was measured.</summary>
    Held,
}

/// <summary>A node's figure over time, already the size of the picture.</summary>
/// <param name="Unit">Empty for <see cref="NodeMetric.State"/>.</param>
/// <param name="To">Not after the moment of reading.</param>
/// <param name="BucketSeconds">The usual width of a point; a point out of older, coarser rows is wider.</param>
/// <param name="Points">Ascending; no point where nothing was received.</param>
/// <param name="Gaps">Ascending; those too short to be seen at this width are left out.</param>
/// <param name="States">Ascending; times that were not watched are in none.</param>
/// <param name="Totals">Time in each state within the range, the longest first.</param>
public sealed record NodeHistoryView(
    NodeMetric Metric,
    string Unit,
    DateTimeOffset From,
    DateTimeOffset To,
    double BucketSeconds,
    IReadOnlyList<NodeHistoryPoint> Points,
    IReadOnlyList<HistoryGap> Gaps,
    IReadOnlyList<StateBand> States,
    IReadOnlyList<StateTotal> Totals);

/// <param name="At">Begin of the bucket.</param>
/// <param name="Seconds">Its width.</param>
/// <param name="N">Values in it.</param>
/// <param name="Polls">Polls in it, with those that brought no value.</param>
public sealed record NodeHistoryPoint(DateTimeOffset At, double Seconds, double Mean, double Min, double Max, int N, int Polls);

/// <param name="Reason">Words for a person.</param>
public sealed record HistoryGap(DateTimeOffset From, DateTimeOffset To, HistoryGapKind Kind, string Reason);

/// <summary>A time in one state, as far as polls tell.</summary>
/// <param name="State">The one that took most of it.</param>
/// <param name="Worst">The gravest one within; null when there was no other.</param>
public sealed record StateBand(DateTimeOffset From, DateTimeOffset To, NodeState State, NodeState? Worst);

/// <param name="Seconds">Time that was seen in it.</param>
public sealed record StateTotal(NodeState State, double Seconds);

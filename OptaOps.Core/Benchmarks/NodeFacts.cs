using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Core.Benchmarks;

/// <summary>What the fleet knows of a node that judging its runs needs.</summary>
internal sealed class NodeFacts(Latest<FleetBoard> fleet, TimeProvider time)
{
    /// <summary>False only when the node is recognised as another server; an unknown one is treated as LMX, whose usage proves nothing.</summary>
    public bool IsLmx(int nodeId) => fleet.Value.Find(nodeId)?.Kind is null or NodeKind.Lmx;

    public string? Version(int nodeId) => fleet.Value.Find(nodeId)?.Version;

    /// <summary>Seconds since a poll saw requests in flight; null when none did.</summary>
    public double? SecondsSinceBusy(int nodeId) => fleet.Value.Find(nodeId)?.BusySeenAt is { } at ? time.GetElapsedTime(at).TotalSeconds : null;
}

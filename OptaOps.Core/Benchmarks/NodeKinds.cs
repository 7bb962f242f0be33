using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Core.Benchmarks;

/// <summary>What software a node runs, as far as counting tokens needs to know.</summary>
internal sealed class NodeKinds(Latest<FleetBoard> fleet, TimeProvider time)
{
    /// <summary>False only when the node is recognised as another server; an unknown one is treated as LMX, whose usage proves nothing.</summary>
    public bool IsLmx(int nodeId) => fleet.Value.Find(nodeId)?.At(time.GetUtcNow()).Kind is null or NodeKind.Lmx;
}

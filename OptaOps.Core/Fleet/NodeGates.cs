using System.Collections.Concurrent;

namespace OptaOps.Core.Fleet;

/// <summary>The gates of all nodes, made on first use.</summary>
public sealed class NodeGates(TimeProvider time)
{
    private readonly ConcurrentDictionary<int, NodeGate> _gates = new();

    public NodeGate For(int nodeId) => _gates.GetOrAdd(nodeId, _ => new NodeGate(time));
}

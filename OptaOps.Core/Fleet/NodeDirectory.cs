namespace OptaOps.Core.Fleet;

/// <summary>The list of nodes, kept in memory and in the database; configured nodes are matched to their rows by name.</summary>
public sealed class NodeDirectory
{
    /// <summary>All present nodes in the order in which they were defined.</summary>
    public IReadOnlyList<Node> Nodes => throw new NotImplementedException();

    public Node? Find(int nodeId) => Nodes.FirstOrDefault(node => node.Id == nodeId);

    /// <summary>True when a node is configured or saved; decides the simulator's default (design §7).</summary>
    public Task<bool> HasRealNodesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Matches configured and simulated nodes to rows, adds what is new, and opens the list. Called once, before the poller starts.</summary>
    public Task OpenAsync(IReadOnlyList<SimulatedNode> simulated, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>A built-in node that listens on loopback.</summary>
public sealed record SimulatedNode(string Name, Uri Address);

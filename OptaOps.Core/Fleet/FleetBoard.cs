using System.Collections.Immutable;

namespace OptaOps.Core.Fleet;

/// <summary>The newest known truth about every node, in the order in which the nodes were defined. Immutable; watched through <c>Latest</c>.</summary>
public sealed record FleetBoard(ImmutableArray<NodeSnapshot> Nodes)
{
    public static FleetBoard Empty { get; } = new([]);

    public NodeSnapshot? Find(int nodeId) => Nodes.FirstOrDefault(node => node.Node.Id == nodeId);

    internal FleetBoard With(int nodeId, Func<NodeSnapshot, NodeSnapshot> change) => new([.. Nodes.Select(node => node.Node.Id == nodeId ? change(node) : node)]);

    /// <summary>The board of another list of nodes: what is known of a node stays while its address and keys do; else it begins anew.</summary>
    internal FleetBoard Following(IReadOnlyList<Node> nodes, Func<Node, NodeSnapshot> begin) => new([.. nodes.Select(node =>
        Find(node.Id) is { } known && known.Node.Endpoint == node.Endpoint ? known with { Node = node } : begin(node))]);

    public IReadOnlyList<NodeView> At(DateTimeOffset now) => [.. Nodes.Select(node => node.At(now))];
}

using System.Collections.Immutable;

namespace OptaOps.Core.Fleet;

/// <summary>The newest known truth about every node, in the order in which the nodes were defined. Immutable; watched through <c>Latest</c>.</summary>
public sealed record FleetBoard(ImmutableArray<NodeSnapshot> Nodes)
{
    public static FleetBoard Empty { get; } = new([]);

    public NodeSnapshot? Find(int nodeId) => Nodes.FirstOrDefault(node => node.Node.Id == nodeId);

    internal FleetBoard With(int nodeId, Func<NodeSnapshot, NodeSnapshot> change) => new([.. Nodes.Select(node => node.Node.Id == nodeId ? change(node) : node)]);

    public IReadOnlyList<NodeView> At(DateTimeOffset now) => [.. Nodes.Select(node => node.At(now))];
}

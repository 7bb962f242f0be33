using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Sentences about a node that several parts of these pages say.</summary>
internal static class NodeWords
{
    /// <summary>Which key a missing figure needs; null when a key is not what is missing.</summary>
    public static string? MissingKey(NodeView node) => node is { State: NodeState.Unauthorized, Can.Status: false }
        ? "Needs the node's admin key: set Fleet__Nodes__…__AdminKey and start again."
        : null;

    /// <summary>Memory above which the node refuses to load, GB; null when it did not tell.</summary>
    public static double? ThresholdGb(NodeView node) => node.Memory is { TotalGb: { } total, ThresholdPercent: { } percent } ? total * percent / 100 : null;

    public static string Slots(NodeView node) => (node.InFlightRequests, node.MaxConcurrentRequests) switch
    {
        ({ } used, { } all) => $"{used} of {all}",
        ({ } used, null) => $"{used}",
        _ => "—",
    };
}

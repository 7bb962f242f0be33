using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>When the open discovery document is asked for, which costs the node more than a poll (contract §9), and what it tells.</summary>
internal static class NodeDiscovery
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    /// <summary>Once; again only while something is missing that it may tell.</summary>
    public static bool IsDue(NodeSnapshot node, DateTimeOffset now) =>
        node.DiscoveredAt is not { } at || ((!node.HasAdmin || node.InferenceLack is not null) && now - at >= AskAgain);

    /// <param name="said">Null when there was no answer to use; then it is not asked again soon either.</param>
    public static NodeSnapshot Told(NodeSnapshot node, ServerDiscovery? said, DateTimeOffset now) => node with
    {
        DiscoveredAt = now,
        Hardware = said is null || (said.Chip ?? (object?)said.MemoryGb) is null
            ? node.Hardware
            : new NodeHardware(now, said.Chip is { } chip ? UntrustedText.Shorten(chip) : null, said.MemoryGb),
        InferenceLack = said?.InferenceKeyRequired switch
        {
            true when (node.Node.Endpoint.InferenceKey ?? node.Node.Endpoint.AdminKey) is null => NodeLack.InferenceKey,
            false when node.HasAdmin => null,
            _ => node.InferenceLack,
        },
    };
}

using OptaOps.Core.Fleet;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Sentences about a node that several parts of these pages say.</summary>
internal static class NodeWords
{
    private static readonly TimeSpan RestartIsNews = TimeSpan.FromMinutes(15);

    /// <summary>Which key or which LMX a missing figure needs; null when that is not what is missing.</summary>
    public static string? MissingKey(NodeView node) => node.Needs.Status;

    /// <summary>The same for the list of models.</summary>
    public static string? MissingModels(NodeView node) => node.Needs.Models;

    /// <summary>Some servers list what they would load when asked.</summary>
    public static string ModelsTitle(NodeView node) => node.ListsLoadedOnly == false ? "Listed models" : node.Kind == NodeKind.OpenAi ? "Models" : "Loaded models";

    public static string Slots(NodeView node) => (node.InFlightRequests, node.MaxConcurrentRequests) switch
    {
        ({ } used, { } all) => $"{used} of {all}",
        ({ } used, null) => $"{used}",
        _ => "—",
    };

    /// <summary>For a while after a restart was seen; then null.</summary>
    public static string? Restart(NodeView node, DateTimeOffset now) => node.RestartedAt is { } at && now - at < RestartIsNews
        ? $"Restarted {Ages.Of(now - at)} ago: its uptime went backwards, and its counters began anew."
        : null;

    /// <summary>The machine if the node tells it, such as "Apple M3 Ultra, 512 GB".</summary>
    public static string? Machine(NodeView node) => node.Hardware is { } hardware
        ? string.Join(", ", ((string?[])[hardware.Chip, hardware.MemoryGb is { } memory ? $"{Figures.Plain(memory)} GB" : null]).OfType<string>())
        : null;

    public static string AdminKey(NodeView node) => node switch
    {
        { Kind: not (NodeKind.Lmx or null) } => "only LMX has one",
        { Can.Status: true } => node.AdminKeySet ? "accepted" : "not required",
        { State: NodeState.Unauthorized, Needs.Status: not null } => node.AdminKeySet ? "refused" : "not set",
        _ => Figures.Unknown,
    };

    /// <summary>The first sentence and the rest.</summary>
    public static (string Lead, string More) Split(string reason)
    {
        var end = reason.IndexOf(". ", StringComparison.Ordinal);
        return end is > 0 and < 80 ? (reason[..(end + 1)], reason[(end + 1)..]) : ("", reason);
    }
}

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

    /// <summary>Memory above which the node refuses to load, GB; null when it did not tell.</summary>
    public static double? ThresholdGb(NodeView node) => node.Memory is { TotalGb: { } total, ThresholdPercent: { } percent } ? total * percent / 100 : null;

    /// <summary>Some servers list what they would load when asked.</summary>
    public static string ModelsTitle(NodeView node) => node.ListsLoadedOnly == false ? "Listed models" : node.Kind == NodeKind.OpenAi ? "Models" : "Loaded models";

    /// <summary>A quick answer is not told as one in no time.</summary>
    public static string AnswerMs(NodeView node) => node.AnswerMs < 0.5 ? "< 1" : Figures.Of(node.AnswerMs);

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

    public static IReadOnlyList<string> WhatRemovalDoes(NodeDefinition node) => node.Simulated
        ?
        [
            "Both simulated servers end and are watched no longer.",
            "Their history, benchmarks and events stay, marked as simulated.",
        ]
        :
        [
            $"OptaOps stops asking {node.Address} at once. The server itself goes on.",
            $"History, benchmarks and events of {node.Name} stay. Add a node of the same name, and they go on.",
            node is { AdminKey: KeyState.NotSet, InferenceKey: KeyState.NotSet } ? "No key is stored." : "Its stored keys are deleted; you would have to enter them again.",
        ];
}

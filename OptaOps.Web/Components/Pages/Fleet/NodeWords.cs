using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Sentences about a node that several parts of these pages say.</summary>
internal static class NodeWords
{
    /// <summary>Which key a missing figure needs; null when a key is not what is missing.</summary>
    public static string? MissingKey(NodeView node) => node is not { State: NodeState.Unauthorized, Can.Status: false } ? null
        : node.DefinedInConfiguration ? "Needs the node's admin key: set Fleet__Nodes__…__AdminKey and start again."
        : "Needs the node's admin key: set it under Edit.";

    public static string Slots(NodeView node) => (node.InFlightRequests, node.MaxConcurrentRequests) switch
    {
        ({ } used, { } all) => $"{used} of {all}",
        ({ } used, null) => $"{used}",
        _ => "—",
    };

    public static string Kind(NodeKind? kind) => kind switch
    {
        null => "not recognised",
        NodeKind.Lmx => "LMX",
        NodeKind.LlamaCpp => "llama.cpp",
        NodeKind.Vllm => "vLLM",
        NodeKind.LmStudio => "LM Studio",
        NodeKind.Ollama => "Ollama",
        _ => "OpenAI-compatible",
    };

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

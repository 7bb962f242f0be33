using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>The names of the kinds of servers, and what a list of models means on each.</summary>
public static class NodeKinds
{
    public static string Name(NodeKind? kind) => kind switch
    {
        NodeKind.Lmx => "LMX",
        NodeKind.LlamaCpp => "llama.cpp",
        NodeKind.Vllm => "vLLM",
        NodeKind.LmStudio => "LM Studio",
        NodeKind.Ollama => "Ollama",
        NodeKind.OpenAi => "OpenAI-compatible server",
        _ => "Not recognised yet",
    };

    /// <summary>True when the list of models is what is loaded, false when the server loads what it is asked for; null when that is not known.</summary>
    public static bool? ListsLoadedOnly(NodeKind? kind) => kind switch
    {
        NodeKind.Lmx or NodeKind.LlamaCpp or NodeKind.Vllm => true,
        NodeKind.LmStudio or NodeKind.Ollama => false,
        _ => null,
    };

    /// <summary>With its article, for use in a sentence.</summary>
    internal static string A(NodeKind? kind) => kind switch
    {
        NodeKind.OpenAi => "an OpenAI-compatible server",
        NodeKind.Ollama or NodeKind.Lmx or NodeKind.LmStudio => $"an {Name(kind)} server",
        null => "this server",
        _ => $"a {Name(kind)} server",
    };

    /// <summary>What the owner of the listed models betrays; null when it betrays nothing.</summary>
    internal static NodeKind? ByOwner(OpenAiModels? models) => models?.Models.Select(model => model.OwnedBy).FirstOrDefault() switch
    {
        "local" => NodeKind.Lmx,
        "llamacpp" => NodeKind.LlamaCpp,
        "vllm" => NodeKind.Vllm,
        _ => null,
    };
}

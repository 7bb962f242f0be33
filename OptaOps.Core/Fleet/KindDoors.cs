using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>Which software a server that is not LMX is, by doors that only it has. Asked seldom: what answers here goes into its log.</summary>
internal sealed class KindDoors(LmxClient client, TimeSpan within)
{
    public async Task<(NodeKind Kind, string? Version)> AskAsync(OpenAiModels? models, CancellationToken cancellationToken)
    {
        if (NodeKinds.ByOwner(models) == NodeKind.Vllm)
        {
            return (NodeKind.Vllm, (await AskAsync("/version", cancellationToken))?.Said("version"));
        }

        var props = await AskAsync("/props", cancellationToken);
        if (NodeKinds.ByOwner(models) == NodeKind.LlamaCpp || props?.Has("default_generation_settings") == true)
        {
            return (NodeKind.LlamaCpp, props?.Said("build_info"));
        }

        if (await AskAsync("/api/v0/models", cancellationToken) is { } studio && studio.Has("data") && studio.Has("object"))
        {
            return (NodeKind.LmStudio, null);
        }

        return await AskAsync("/api/version", cancellationToken) is { } ollama && ollama.Said("version") is { } version
            && await AskAsync("/", cancellationToken) is { Text: "Ollama is running" }
            ? (NodeKind.Ollama, version)
            : (NodeKind.OpenAi, null);
    }

    private async Task<DoorAnswer?> AskAsync(string path, CancellationToken cancellationToken) => (await client.GetDoorAsync(path, within, cancellationToken)).Value;
}

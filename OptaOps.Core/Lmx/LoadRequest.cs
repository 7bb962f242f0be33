using System.Text.Json.Nodes;

namespace OptaOps.Core.Lmx;

/// <summary>Body of <c>POST /admin/models/load</c> (contract §4.1). It never asks for a download: <c>auto_download</c> is always false.</summary>
/// <param name="ModelId">Exact and case-sensitive; may be an absolute path on the node.</param>
public sealed record LoadRequest(string ModelId)
{
    private const string Estimate = "memory_estimate_gb";

    /// <summary>Unloaded after so long without use; 0 keeps it for ever, null leaves it to the node.</summary>
    public int? KeepAliveSeconds { get; init; }

    /// <summary><c>vllm-mlx</c>, <c>mlx-lm</c> or <c>gguf</c>; null leaves the choice to the node.</summary>
    public string? Backend { get; init; }

    /// <summary>Overrides as a JSON object, word for word; null for none.</summary>
    public string? Performance { get; init; }

    /// <summary>GiB on which the node's memory admission counts (contract §4.3), unless the overrides name some; null for none.</summary>
    public double? MemoryEstimateGb { get; init; }

    internal byte[] ToUtf8Json()
    {
        var overrides = Performance is null ? [] : JsonNode.Parse(Performance)!.AsObject();
        if (MemoryEstimateGb is { } estimate && overrides[Estimate] is null)
        {
            overrides[Estimate] = estimate;
        }

        var body = new JsonObject { ["model_id"] = ModelId, ["auto_download"] = false };
        if (overrides.Count > 0)
        {
            body["performance_overrides"] = overrides;
        }

        if (KeepAliveSeconds is { } seconds)
        {
            body["keep_alive_sec"] = seconds;
        }

        if (Backend is not null)
        {
            body["backend"] = Backend;
        }

        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}

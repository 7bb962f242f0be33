using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>What a load asks for beside its model (contract §4.1).</summary>
/// <param name="KeepAlive">Unused for so long, the model is unloaded; null for never.</param>
/// <param name="ReservedPercent">Memory that other loads may not count on meanwhile.</param>
internal sealed record LoadOptions(JsonObject Performance, TimeSpan? KeepAlive = null, double ReservedPercent = 0)
{
    public static LoadOptions None => new([]);

    public double? EstimateGb => RequestBody.Number(Performance, "memory_estimate_gb") is { } estimate and > 0 ? estimate : null;

    public static LoadOptions From(JsonObject body) => new(
        (JsonObject?)(body["performance_overrides"] as JsonObject)?.DeepClone() ?? [],
        RequestBody.Number(body, "keep_alive_sec") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null);
}

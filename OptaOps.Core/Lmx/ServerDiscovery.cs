namespace OptaOps.Core.Lmx;

/// <summary><c>GET /v1/discovery</c> (contract §2.5), as far as it is used: open without a key, since March 2026.</summary>
/// <param name="Service"><c>opta-lmx</c> is the identity check.</param>
/// <param name="LoadedModels">Ids; empty when the node hides them.</param>
/// <param name="InferenceKeyRequired">Whether <c>/v1</c> asks for a key; null when not told.</param>
/// <param name="Chip">Such as <c>Apple M3 Ultra</c>; null when not told.</param>
/// <param name="MemoryGb">Built-in memory, GiB; null when not told or 0.</param>
public sealed record ServerDiscovery(
    string? Service, IReadOnlyList<string>? LoadedModels, bool? InferenceKeyRequired, string? Chip, double? MemoryGb)
{
    public bool IsLmx => Service == "opta-lmx";

    internal static ServerDiscovery Read(LmxJson json)
    {
        var hardware = json.Object("hardware_summary");
        return new ServerDiscovery(
            json.Text("service"),
            json.Texts("loaded_models"),
            json.Object("auth")?.Flag("inference_key_required"),
            hardware?.Text("chip"),
            hardware?.Number("memory_gb") is > 0 and var memory ? memory : null);
    }
}

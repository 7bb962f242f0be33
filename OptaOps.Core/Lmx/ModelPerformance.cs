namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/models/{id}/performance</c> (contract §3.6), as far as it is used.</summary>
/// <param name="AdaptiveReason">Why the adaptive limit last moved: <c>memory</c>, <c>latency_high</c> …; null when not told.</param>
public sealed record ModelPerformance(string? AdaptiveReason)
{
    internal static ModelPerformance Read(LmxJson json) => new(json.Object("global_defaults")?.Object("adaptive")?.Text("last_reason"));
}

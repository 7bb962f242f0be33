namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/status</c> (contract §3.1). Fields that were not received are null.</summary>
/// <param name="UptimeSeconds">Goes backwards when the server restarted.</param>
/// <param name="Models">Ids in load order; null when missing.</param>
/// <param name="InFlight">Requests generating; queued ones are not included.</param>
/// <param name="MaxConcurrent">From the node's configuration.</param>
public sealed record ServerStatus(
    string? Version, double? UptimeSeconds, IReadOnlyList<string>? Models, ServerMemory? Memory, int? InFlight, int? MaxConcurrent)
{
    internal static ServerStatus Read(LmxJson json)
    {
        var status = new ServerStatus(
            json.Text("version"),
            json.Number("uptime_seconds"),
            json.Texts("models"),
            json.Object("memory") is { } memory ? ServerMemory.Read(memory) : null,
            json.Count("in_flight_requests"),
            json.Count("max_concurrent_requests"));
        var isLmx = status.UptimeSeconds is not null || status.Models is not null || status.Memory is not null || status.InFlight is not null;
        return isLmx ? status : throw json.Missing("uptime_seconds");
    }
}

/// <summary>System memory in GiB.</summary>
public sealed record ServerMemory(double? TotalGb, double? UsedGb, double? AvailableGb, double? UsagePercent, double? ThresholdPercent)
{
    internal static ServerMemory Read(LmxJson json) => new(
        json.Number("total_gb", "total_unified_memory_gb"),
        json.Number("used_gb"),
        json.Number("available_gb"),
        json.Number("usage_percent"),
        json.Number("threshold_percent"));
}

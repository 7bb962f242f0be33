namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/models</c> (contract §3.4): the loaded set.</summary>
public sealed record ModelList(IReadOnlyList<LoadedModel> Loaded)
{
    /// <exception cref="LmxFormatException">No list, or an item without an id.</exception>
    internal static ModelList Read(LmxJson json) => new([.. (json.Objects("loaded") ?? throw json.Missing("loaded")).Select(LoadedModel.Read)]);
}

/// <param name="Id">Exact and case-sensitive; may be an absolute path.</param>
/// <param name="MemoryGb">GiB; null when missing or 0, which LMX sends for "unknown" (contract §3.0).</param>
/// <param name="ContextLength">Tokens; null often.</param>
/// <param name="RequestCount">Counted at request start since the load.</param>
/// <param name="Performance">The overrides of its load as a JSON object, word for word; null when there are none.</param>
/// <param name="Readiness"><c>canary_pending</c>, <c>routable</c>, <c>quarantined</c>; null on older servers.</param>
public sealed record LoadedModel(
    string Id,
    double? MemoryGb,
    int? ContextLength,
    bool? Batching,
    DateTimeOffset? LoadedAt,
    DateTimeOffset? LastUsedAt,
    int? RequestCount,
    string? Readiness,
    string? ReadinessReason,
    string? Performance)
{
    private const double BytesPerGb = 1024.0 * 1024 * 1024;

    internal static LoadedModel Read(LmxJson json)
    {
        var readiness = json.Object("readiness");
        var stats = json.Object("stats");
        return new LoadedModel(
            json.Text("id", "model_id") is { Length: > 0 } id ? id : throw json.Missing("id"),
            (json.Number("memory_gb", "memory_used_gb") ?? json.Number("memory_bytes") / BytesPerGb) is > 0 and var memory ? memory : null,
            json.Count("context_length"),
            json.Flag("use_batching"),
            json.UnixTime("loaded_at"),
            json.UnixTime("last_used_at"),
            json.Count("request_count") ?? stats?.Count("total_requests"),
            readiness?.Text("state"),
            readiness?.Text("reason"),
            json.Verbatim("performance", "performance_overrides"));
    }
}

namespace OptaOps.Core.Lmx;

/// <summary>
/// Answer of <c>POST /admin/models/load</c> (contract §4.2): loaded, or a 202 that asks for or reports a download.
/// </summary>
/// <param name="Status">Null, on sibling servers <c>loaded</c>, means loaded; else <c>download_required</c> or <c>downloading</c>.</param>
/// <param name="Message">The only sign that tells "never heard of it" from "judged incomplete"; null when loaded.</param>
/// <param name="ConfirmationToken">Single use, 600 s; null unless a download is required.</param>
/// <param name="DownloadId">Null unless downloading.</param>
/// <param name="MemoryAfterLoadGb">System-wide GiB after the load; null when it was loaded already.</param>
/// <param name="LoadMs">As the node measured it; null when it was loaded already.</param>
public sealed record LoadOutcome(
    string? Status, string? ModelId, string? Message, string? ConfirmationToken, string? DownloadId, double? MemoryAfterLoadGb, double? LoadMs)
{
    /// <summary>False as long as anything speaks of a download, even in an answer that lost its status.</summary>
    public bool Loaded => Status is null or "loaded" && (ConfirmationToken ?? DownloadId) is null;

    internal static LoadOutcome Read(LmxJson json) => new(
        json.Text("status"),
        json.Text("model_id"),
        json.Text("message"),
        json.Text("confirmation_token"),
        json.Text("download_id"),
        json.Number("memory_after_load_gb"),
        json.Number("time_to_load_ms"));
}

/// <summary>Answer of <c>POST /admin/models/unload</c> (contract §4.10).</summary>
/// <param name="MemoryFreedGb">Measured by the node; may be 0.</param>
public sealed record UnloadOutcome(string? ModelId, double? MemoryFreedGb)
{
    internal static UnloadOutcome Read(LmxJson json) => new(json.Text("model_id"), json.Number("memory_freed_gb"));
}

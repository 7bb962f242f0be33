namespace OptaOps.Core.Lmx;

/// <summary><c>GET /admin/models/compatibility</c> (contract §3.14): what loads came to, newest first.</summary>
public sealed record CompatibilityList(IReadOnlyList<CompatibilityRow> Rows)
{
    /// <summary>The backend that newest loaded the model well; null when the list has none.</summary>
    public string? BackendOf(string modelId) =>
        Rows.Where(row => row.ModelId == modelId && row.Outcome == "pass").MaxBy(row => row.At)?.Backend;

    /// <exception cref="LmxFormatException">No list.</exception>
    internal static CompatibilityList Read(LmxJson json) =>
        new([.. (json.Objects("rows") ?? throw json.Missing("rows")).Select(CompatibilityRow.Read)]);
}

/// <param name="Backend"><c>vllm-mlx</c>, <c>mlx-lm</c>, <c>gguf</c> or whatever the node said.</param>
/// <param name="Outcome"><c>pass</c> or <c>fail</c>.</param>
/// <param name="Reason">Untrusted text; null when missing.</param>
public sealed record CompatibilityRow(DateTimeOffset? At, string? ModelId, string? Backend, string? Outcome, string? Reason)
{
    internal static CompatibilityRow Read(LmxJson json) =>
        new(json.UnixTime("ts"), json.Text("model_id"), json.Text("backend"), json.Text("outcome"), json.Text("reason"));
}

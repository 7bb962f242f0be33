using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>
/// One event of a server's stream with the fields that any of LMX's kinds has (contract §3.12). A field that was not sent is null; so are all
/// of them when one does not fit. Every text is the server's own, untrusted.
/// </summary>
/// <param name="Name">As sent, such as <c>model_loaded</c>.</param>
/// <param name="Said">The data as sent, cleaned and shortened.</param>
public sealed record ServerEvent(string Name, string Said)
{
    public bool IsHeartbeat => Name == "heartbeat";

    public string? ModelId { get; private init; }

    public string? PreviousState { get; private init; }

    /// <summary>Readiness: <c>admitted</c>, <c>loading</c>, <c>canary_pending</c>, <c>routable</c> or <c>quarantined</c>.</summary>
    public string? State { get; private init; }

    public string? Reason { get; private init; }

    public string? LastFailureReason { get; private init; }

    /// <summary>GiB; null when not sent or 0, which LMX sends for "unknown".</summary>
    public double? MemoryGb { get; private init; }

    /// <summary>GiB; null when not sent or 0.</summary>
    public double? MemoryFreedGb { get; private init; }

    public double? DurationSeconds { get; private init; }

    public double? IdleSeconds { get; private init; }

    public string? Backend { get; private init; }

    public string? Error { get; private init; }

    /// <summary><c>pass</c> or <c>fail</c>.</summary>
    public string? Outcome { get; private init; }

    public string? RepoId { get; private init; }

    /// <summary>Of a quantisation.</summary>
    public string? Status { get; private init; }

    internal static ServerEvent Read(string name, ReadOnlyMemory<byte> data)
    {
        var bare = new ServerEvent(name, UntrustedText.Shorten(data.Span));
        try
        {
            using var document = JsonDocument.Parse(data);
            return bare.With(LmxJson.Root(document.RootElement));
        }
        catch (Exception error) when (error is LmxFormatException or JsonException or InvalidOperationException)
        {
            return bare;
        }
    }

    private static double? Known(double? figure) => figure is > 0 ? figure : null;

    private ServerEvent With(LmxJson json) => this with
    {
        ModelId = json.Text("model_id"),
        PreviousState = json.Text("previous_state"),
        State = json.Text("state"),
        Reason = json.Text("reason"),
        LastFailureReason = json.Text("last_failure_reason"),
        MemoryGb = Known(json.Number("memory_gb")),
        MemoryFreedGb = Known(json.Number("memory_freed_gb")),
        DurationSeconds = json.Number("duration_sec") is >= 0 and var seconds ? seconds : null,
        IdleSeconds = json.Number("idle_seconds") is >= 0 and var idle ? idle : null,
        Backend = json.Text("backend"),
        Error = json.Text("error"),
        Outcome = json.Text("outcome"),
        RepoId = json.Text("repo_id"),
        Status = json.Text("status"),
    };
}

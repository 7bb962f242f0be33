namespace OptaOps.Core.Lmx;

/// <summary><c>GET /healthz</c> (contract §2.1): the event loop answers. Says nothing about models.</summary>
/// <param name="Status">Normally <c>ok</c>; null when the field is missing, as on other servers.</param>
/// <param name="Version">Null when missing.</param>
public sealed record ServerHealth(string? Status, string? Version)
{
    internal static ServerHealth Read(LmxJson json) => new(json.Text("status"), json.Text("version"));
}

/// <summary><c>GET /readyz</c> with 200 (contract §2.2); its 503 is the fault <see cref="LmxFaultKind.NoModel"/>.</summary>
public sealed record ServerReady(int? ModelsLoaded)
{
    internal static ServerReady Read(LmxJson json) => new(json.Count("models_loaded"));
}

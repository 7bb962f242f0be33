namespace OptaOps.Web.Simulator;

/// <summary>What the simulated server serves, and behind which key.</summary>
internal static class LmxRoutes
{
    private static readonly LmxRoute[] All =
    [
        new("GET", "/healthz", LmxKey.None, LivenessAnswers.HealthAsync, Unshed: true),
        new("GET", "/readyz", LmxKey.None, LivenessAnswers.ReadyAsync, Unshed: true),
        new("GET", "/v1/discovery", LmxKey.None, DeviceAnswers.DiscoveryAsync, Newer: true),
        new("GET", "/.well-known/opta-lmx", LmxKey.None, DeviceAnswers.DiscoveryAsync, Newer: true),
        new("GET", "/v1/models", LmxKey.Inference, ModelAnswers.OpenAiListAsync),
        new("POST", "/v1/chat/completions", LmxKey.Inference, ChatEndpoint.AnswerAsync),
        new("GET", "/admin/status", LmxKey.Admin, StatusAnswers.StatusAsync),
        new("GET", "/admin/memory", LmxKey.Admin, StatusAnswers.MemoryAsync),
        new("GET", "/admin/health", LmxKey.Admin, HealthAnswer.AnswerAsync, Unshed: true),
        new("GET", "/admin/device", LmxKey.Admin, DeviceAnswers.DeviceAsync, Newer: true),
        new("GET", "/admin/events", LmxKey.AdminInQuery, EventStream.AnswerAsync),
        new("GET", "/admin/metrics", LmxKey.Admin, MetricsAnswers.PrometheusAsync),
        new("GET", "/admin/metrics/json", LmxKey.Admin, MetricsAnswers.JsonAsync),
        new("GET", "/admin/models", LmxKey.Admin, ModelAnswers.LoadedAsync),
        new("GET", "/admin/models/available", LmxKey.Admin, ModelAnswers.AvailableAsync),
        new("GET", "/admin/models/compatibility", LmxKey.Admin, CompatibilityAnswer.AnswerAsync, Newer: true),
        new("GET", "/admin/models/{id}/performance", LmxKey.Admin, PerformanceAnswer.AnswerAsync, Newer: true),
        new("POST", "/admin/models/load", LmxKey.Admin, LoadEndpoint.AnswerAsync),
        new("POST", "/admin/models/unload", LmxKey.Admin, UnloadEndpoint.AnswerAsync),
    ];

    public static IReadOnlyList<LmxRoute> At(SimulatedServer server, string path) =>
        [.. All.Where(route => route.Matches(path) && !(route.Newer && server.OldVersion))];
}

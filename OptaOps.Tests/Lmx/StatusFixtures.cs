using OptaOps.Core.Lmx;
using static OptaOps.Tests.Lmx.WireFixture;

namespace OptaOps.Tests.Lmx;

/// <summary>Health, readiness and status (contract §2.1, §2.2, §3.1).</summary>
internal static class StatusFixtures
{
    private const string Health = """{"status":"ok","version":"0.1.0"}""";

    private const string Ready = """{"status":"ready","version":"0.1.0","models_loaded":2}""";

    private const string Status = """
        {"version":"0.1.0","uptime_seconds":86412.7,"loaded_models":2,"models":["acme/Foo-4bit","/srv/models/bar"],
         "memory":{"total_gb":256.5,"used_gb":190.25,"available_gb":66.25,"usage_percent":74.2,"threshold_percent":90},
         "in_flight_requests":3,"max_concurrent_requests":4}
        """;

    private const string Discovery = """
        {"schema_version":"2026-03-02","instance_id":"studio:1234","service":"opta-lmx","version":"0.1.0","ready":true,"loaded_models":["acme/Foo-4bit"],
         "loaded_model_count":1,"in_flight_requests":0,"auth":{"admin_key_required":true,"inference_key_required":true,"supabase_jwt_enabled":false},
         "endpoints":{"preferred_base_url":"http://localhost:1234"},"hardware_summary":{"chip":"Apple M3 Ultra","memory_gb":512.0,"metal":true}}
        """;

    public static IReadOnlyList<WireFixture> All { get; } =
    [
        Of("v1/discovery", Discovery, client => client.GetDiscoveryAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Fields =
            [
                Field<ServerDiscovery>("service", discovery => discovery.Service, "opta-lmx"),
                Field<ServerDiscovery>("loaded_models", discovery => discovery.LoadedModels, new[] { "acme/Foo-4bit" }),
                Field<ServerDiscovery>("auth.inference_key_required", discovery => discovery.InferenceKeyRequired, true),
                Field<ServerDiscovery>("hardware_summary.chip", discovery => discovery.Chip, "Apple M3 Ultra"),
                Field<ServerDiscovery>("hardware_summary.memory_gb", discovery => discovery.MemoryGb, 512.0),
            ],
        },
        Of("healthz", Health, client => client.GetHealthAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Fields = [Field<ServerHealth>("status", health => health.Status, "ok"), Field<ServerHealth>("version", health => health.Version, "0.1.0")],
        },
        Of("readyz", Ready, client => client.GetReadyAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Fields = [Field<ServerReady>("models_loaded", ready => ready.ModelsLoaded, 2)],
        },
        Of("admin/status", Status, client => client.GetStatusAsync(LmxCaller.Patience, TestContext.Current.CancellationToken)) with
        {
            Fields =
            [
                Field<ServerStatus>("version", status => status.Version, "0.1.0"),
                Field<ServerStatus>("uptime_seconds", status => status.UptimeSeconds, 86412.7),
                Field<ServerStatus>("models", status => status.Models, new[] { "acme/Foo-4bit", "/srv/models/bar" }),
                Field<ServerStatus>("memory.total_gb", status => status.Memory?.TotalGb, 256.5),
                Field<ServerStatus>("memory.used_gb", status => status.Memory?.UsedGb, 190.25),
                Field<ServerStatus>("memory.available_gb", status => status.Memory?.AvailableGb, 66.25),
                Field<ServerStatus>("memory.usage_percent", status => status.Memory?.UsagePercent, 74.2),
                Field<ServerStatus>("memory.threshold_percent", status => status.Memory?.ThresholdPercent, 90.0),
                Field<ServerStatus>("in_flight_requests", status => status.InFlight, 3),
                Field<ServerStatus>("max_concurrent_requests", status => status.MaxConcurrent, 4),
            ],
        },
    ];
}

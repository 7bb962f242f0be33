using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary>What the server is: its hardware, and the document that clients find it by (contract §2.5, §3.3).</summary>
internal static class DeviceAnswers
{
    /// <summary>macOS lets the graphics processor use so much of the memory.</summary>
    private const double WorkingSetShare = 0.90625;

    public static Task DeviceAsync(LmxExchange exchange)
    {
        var server = exchange.Server;
        return exchange.AnswerAsync(new JsonObject
        {
            ["hardware"] = new JsonObject
            {
                ["hostname"] = server.Hostname,
                ["chip_name"] = server.Chip,
                ["architecture"] = "applegpu_g15d",
                ["memory_gb"] = Float(Math.Round(server.TotalMemoryGb)),
                ["max_working_set_gb"] = Float(Math.Round(server.TotalMemoryGb * WorkingSetShare)),
                ["cpu_cores"] = 32,
                ["metal_available"] = true,
                ["gpu_family"] = "g15d",
            },
            ["identity"] = new JsonObject { ["name"] = server.Name, ["purpose"] = "", ["role"] = "inference_server" },
        });
    }

    public static Task DiscoveryAsync(LmxExchange exchange)
    {
        var server = exchange.Server;
        var loaded = server.Models.Loaded;
        var port = exchange.Http.Connection.LocalPort;
        return exchange.AnswerAsync(new JsonObject
        {
            ["schema_version"] = "2026-03-02",
            ["instance_id"] = $"{server.Hostname}:{port}",
            ["continuity"] = new JsonObject { ["event_resume_supported"] = true },
            ["service"] = "opta-lmx",
            ["version"] = server.Version,
            ["security_profile"] = "lan",
            ["ready"] = loaded.Count > 0,
            ["loaded_models"] = new JsonArray([.. loaded.Select(model => (JsonNode)model.Id)]),
            ["loaded_model_count"] = loaded.Count,
            ["in_flight_requests"] = exchange.Process.Slots.Taken,
            ["auth"] = new JsonObject
            {
                ["admin_key_required"] = server.AdminKey is not null,
                ["inference_key_required"] = server.InferenceKey is not null,
                ["supabase_jwt_enabled"] = false,
            },
            ["endpoints"] = new JsonObject
            {
                ["preferred_base_url"] = $"http://127.0.0.1:{port}",
                ["base_urls"] = new JsonArray($"http://127.0.0.1:{port}", $"http://localhost:{port}"),
                ["openai_base_url"] = $"http://127.0.0.1:{port}/v1",
                ["admin_base_url"] = $"http://127.0.0.1:{port}/admin",
                ["websocket_url"] = $"ws://127.0.0.1:{port}/v1/chat/stream",
            },
            ["client_probe_order"] = new JsonArray("/.well-known/opta-lmx", "/v1/discovery", "/healthz", "/v1/models"),
            ["hardware_summary"] = new JsonObject { ["chip"] = server.Chip, ["memory_gb"] = Float(Math.Round(server.TotalMemoryGb)), ["metal"] = true },
        });
    }
}

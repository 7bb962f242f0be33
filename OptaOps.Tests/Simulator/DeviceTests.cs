using System.Net;

namespace OptaOps.Tests.Simulator;

public sealed class DeviceTests
{
    [Fact]
    public async Task Health_has_the_contracts_fields()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(
            """{"status":"ok","version":"0.1.0","reason":null,"memory_usage_percent":41.9,"metal":{"active_memory_gb":172.53,"peak_memory_gb":172.53,"""
            + """
            "cache_memory_gb":0.0},"helpers":{},"models_loaded":1,"in_flight_requests":0}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/health")));
    }

    [Fact]
    public async Task Health_answers_under_memory_pressure_and_says_so_but_wants_its_key()
    {
        await using var peer = await Peer.StartAsync(server => (server.AdminKey, server.BaseUsedGb) = ("admin-key", 330));

        Assert.Equal(HttpStatusCode.Forbidden, (await peer.GetAsync("/admin/health")).StatusCode);
        peer.Http.DefaultRequestHeaders.Add("X-Admin-Key", "admin-key");
        Assert.Equal("degraded", (await peer.JsonAsync("/admin/health"))["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await peer.GetAsync("/v1/discovery")).StatusCode);
    }

    [Fact]
    public async Task The_device_is_the_scripted_one()
    {
        await using var peer = await Peer.StartAsync(server => server.Hostname = "studio");

        Assert.Equal(
            """{"hardware":{"hostname":"studio","chip_name":"Apple M3 Ultra","architecture":"applegpu_g15d","memory_gb":512.0,"max_working_set_gb":464.0,"""
            + """
            "cpu_cores":32,"metal_available":true,"gpu_family":"g15d"},"identity":{"name":"Peer","purpose":"","role":"inference_server"}}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/device")));
    }

    [Theory]
    [InlineData("/v1/discovery")]
    [InlineData("/.well-known/opta-lmx")]
    public async Task Discovery_is_open_and_says_what_needs_a_key(string path)
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");
        var port = peer.Simulator.Address.Port;

        Assert.Equal(
            $$$"""
            {"schema_version":"2026-03-02","instance_id":"peer:{{{port}}}","continuity":{"event_resume_supported":true},"service":"opta-lmx","version":"0.1.0","security_profile":"lan","ready":true,"loaded_models":["acme/Foo-4bit"],"loaded_model_count":1,"in_flight_requests":0,"auth":{"admin_key_required":true,"inference_key_required":false,"supabase_jwt_enabled":false},"endpoints":{"preferred_base_url":"http://127.0.0.1:{{{port}}}","base_urls":["http://127.0.0.1:{{{port}}}","http://localhost:{{{port}}}"],"openai_base_url":"http://127.0.0.1:{{{port}}}/v1","admin_base_url":"http://127.0.0.1:{{{port}}}/admin","websocket_url":"ws://127.0.0.1:{{{port}}}/v1/chat/stream"},"client_probe_order":["/.well-known/opta-lmx","/v1/discovery","/healthz","/v1/models"],"hardware_summary":{"chip":"Apple M3 Ultra","memory_gb":512.0,"metal":true}}
            """,
            await Peer.TextAsync(await peer.GetAsync(path)));
    }
}

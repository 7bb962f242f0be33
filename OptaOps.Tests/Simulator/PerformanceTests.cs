using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class PerformanceTests
{
    [Fact]
    public async Task One_model_has_the_contracts_fields_and_the_servers_defaults()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(
            """{"model_id":"acme/Foo-4bit","backend_type":"mlx","loaded_at":1771850000.0,"request_count":0,"last_used_at":1771850000.0,"""
            + """
            "memory_gb":172.43,"context_length":196608,"use_batching":true,"performance":{},
            """
            + """
            "speculative":{"requested":false,"active":false,"reason":"not_requested","draft_model":null,"num_tokens":null,"telemetry":"unavailable"},
            """
            + """
            "readiness":{"state":"routable","reason":null,"crash_count":0},
            """
            + """
            "global_defaults":{"kv_bits":null,"kv_group_size":64,"quantized_kv_start":null,"prefix_cache_enabled":true,"speculative_model":null,
            """
            + """
            "speculative_num_tokens":5,"speculative_require_supported":false,"warmup_on_load":true,"stream_interval":1,
            """
            + """
            "adaptive":{"enabled":true,"latency_target_ms":2500.0,"latency_window_size":128,"latency_p95_sec":null,"min_concurrent_requests":1,"last_reason":"memory"},
            """
            + """
            "scheduler":{"max_num_seqs":256,"prefill_batch_size":8,"completion_batch_size":32,"cache_memory_percent":0.2},"max_concurrent_requests":4}}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/models/acme/Foo-4bit/performance")));
    }

    [Theory]
    [InlineData("acme/Foo-4bit", "acme/Foo-4bit")]
    [InlineData("acme/Foo-4bit", "acme%2FFoo-4bit")]
    [InlineData("/models/foo", "/models/foo")]
    [InlineData("/models/foo", "%2Fmodels%2Ffoo")]
    [InlineData("acme/100%2F", "acme%2F100%252F")]
    public async Task An_id_may_come_raw_or_escaped_and_may_be_a_path(string id, string sent)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Peer.Foo with { Id = id }));

        Assert.Equal(id, (await peer.JsonAsync($"/admin/models/{sent}/performance"))["model_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_model_that_is_not_loaded_is_a_404_that_names_it()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(new("acme/On-disk")));

        using var response = await peer.GetAsync("/admin/models/acme%2FOn-disk/performance");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(
            """{"error":{"message":"The model 'acme/On-disk' does not exist or is not loaded","type":"invalid_request_error","param":"model","code":"model_not_found"}}""",
            await Peer.TextAsync(response));
    }

    [Fact]
    public async Task Gguf_neither_batches_nor_is_mlx()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(new SimulatedModel("acme/Foo-GGUF")));

        var performance = await peer.JsonAsync("/admin/models/acme/Foo-GGUF/performance");

        Assert.Equal("gguf", performance["backend_type"]!.GetValue<string>());
        Assert.False(performance["use_batching"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_a_load_asked_for_is_kept()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(new("acme/Bar")));

        await peer.LoadAsync("acme/Bar", ",\"performance_overrides\":{\"kv_bits\":8,\"memory_estimate_gb\":40}");

        Assert.Equal(
            """{"kv_bits":8,"memory_estimate_gb":40}""",
            (await peer.JsonAsync("/admin/models/acme%2FBar/performance"))["performance"]!.ToJsonString());
    }
}

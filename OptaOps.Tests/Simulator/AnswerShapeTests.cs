using System.Net;

namespace OptaOps.Tests.Simulator;

public sealed class AnswerShapeTests
{
    [Fact]
    public async Task Healthz_answers_compact_json_with_a_request_id_and_the_servers_own_date()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.GetAsync("/healthz");

        Assert.Equal("""{"status":"ok","version":"0.1.0"}""", await Peer.TextAsync(response));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Matches("^req-[A-Za-z0-9_-]{16}$", Assert.Single(response.Headers.GetValues("x-request-id")));
        Assert.Equal(peer.Time.GetUtcNow(), response.Headers.Date);
    }

    [Fact]
    public async Task Readyz_counts_models()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal("""{"status":"ready","version":"0.1.0","models_loaded":1}""", await Peer.TextAsync(await peer.GetAsync("/readyz")));
    }

    [Fact]
    public async Task Readyz_is_unavailable_without_a_model()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Unload(Peer.Model));

        using var response = await peer.GetAsync("/readyz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("""{"status":"unavailable","reason":"no models loaded"}""", await Peer.TextAsync(response));
    }

    [Fact]
    public async Task Status_has_the_contracts_fields_with_python_floats()
    {
        await using var peer = await Peer.StartAsync();
        peer.Time.Advance(TimeSpan.FromSeconds(7204.3));

        Assert.Equal(
            """{"version":"0.1.0","uptime_seconds":7204.3,"loaded_models":1,"models":["acme/Foo-4bit"],"memory":{"total_gb":512.0,"used_gb":214.77,"""
            + """
            "available_gb":297.23,"usage_percent":41.9,"threshold_percent":90},"in_flight_requests":0,"max_concurrent_requests":4}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/status")));
    }

    [Fact]
    public async Task Memory_lists_models_by_id()
    {
        await using var peer = await Peer.StartAsync();

        var memory = await peer.JsonAsync("/admin/memory");

        Assert.Equal(512, memory["total_unified_memory_gb"]!.GetValue<double>());
        Assert.Equal(214.77, memory["used_gb"]!.GetValue<double>(), 9);
        Assert.Equal("""{"acme/Foo-4bit":{"memory_gb":172.43,"loaded":true}}""", memory["models"]!.ToJsonString());
    }

    [Fact]
    public async Task Loaded_models_have_the_contracts_fields()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(
            """{"loaded":[{"id":"acme/Foo-4bit","loaded":true,"memory_gb":172.43,"loaded_at":1771850000.0,"use_batching":true,"request_count":0,"""
            + """
            "last_used_at":1771850000.0,"context_length":196608,"performance":{},
            """
            + """
            "speculative":{"requested":false,"active":false,"reason":"not_requested","draft_model":null,"num_tokens":null,"telemetry":"unavailable"},
            """
            + """
            "readiness":{"state":"routable","reason":null,"crash_count":0}}],"count":1}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/models")));
    }

    [Fact]
    public async Task An_unknown_context_length_is_null()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Peer.Foo with { ContextLength = null, MemoryGb = 0 }));

        var model = (await peer.JsonAsync("/admin/models"))["loaded"]![0]!;

        Assert.Null(model["context_length"]);
        Assert.Equal("0.0", model["memory_gb"]!.ToJsonString());
    }

    [Fact]
    public async Task OpenAi_lists_the_loaded_models_only()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(new("acme/On-disk")));

        Assert.Equal(
            """{"object":"list","data":[{"id":"acme/Foo-4bit","object":"model","created":1771850000,"owned_by":"local"}]}""",
            await Peer.TextAsync(await peer.GetAsync("/v1/models")));
    }

    [Fact]
    public async Task Available_is_a_bare_array_with_data_sets_but_without_broken_repositories()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Models.Add(new("acme/Words") { RepositoryType = "dataset" });
            server.Models.Add(new("acme/Lost") { Cache = Web.Simulator.SimulatedCache.Broken });
        });

        var available = (await peer.JsonAsync("/admin/models/available")).AsArray();

        Assert.Equal(["acme/Foo-4bit", "acme/Words"], available.Select(model => model!["repo_id"]!.GetValue<string>()).Order());
        Assert.Contains("/cache/hub/datasets--acme--Words", available.Select(model => model!["local_path"]!.GetValue<string>()));
    }
}

using System.Net;

namespace OptaOps.Tests.Simulator;

public sealed class OldVersionTests
{
    [Theory]
    [InlineData("/v1/discovery")]
    [InlineData("/.well-known/opta-lmx")]
    [InlineData("/admin/device")]
    [InlineData("/admin/models/compatibility")]
    [InlineData("/admin/models/acme%2FFoo-4bit/performance")]
    public async Task A_newer_route_is_unknown(string path)
    {
        await using var peer = await StartAsync();

        using var response = await peer.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"detail":"Not Found"}""", await Peer.TextAsync(response));
    }

    [Fact]
    public async Task Loaded_models_have_neither_readiness_nor_speculation()
    {
        await using var peer = await StartAsync();

        var model = (await peer.JsonAsync("/admin/models"))["loaded"]![0]!.AsObject();

        Assert.False(model.ContainsKey("readiness") || model.ContainsKey("speculative"));
        Assert.True(model.ContainsKey("performance"));
    }

    [Fact]
    public async Task Streams_know_no_usage()
    {
        await using var peer = await StartAsync();

        Assert.DoesNotContain("usage", await peer.StreamAsync(more: ",\"stream_options\":{\"include_usage\":true}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_model_asks_for_a_download_whatever_the_policy()
    {
        await using var peer = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await peer.LoadAsync("acme/Nowhere")).StatusCode);
    }

    [Fact]
    public async Task Metrics_are_flat()
    {
        await using var peer = await StartAsync();

        var metrics = (await peer.JsonAsync("/admin/metrics/json")).AsObject();

        Assert.False(metrics.ContainsKey("requests") || metrics.ContainsKey("schema_version"));
        Assert.True(metrics.ContainsKey("total_requests") && metrics.ContainsKey("per_client"));
    }

    [Fact]
    public async Task Events_tell_loads_without_their_steps_and_take_no_key_from_the_query()
    {
        await using var peer = await StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.PostAsync("/admin/models/unload", $$"""{"model_id":"{{Peer.Model}}"}""");
        await peer.LoadAsync(Peer.Model);

        Assert.Equal("""{"model_id":"acme/Foo-4bit","memory_freed_gb":172.43}""", (await feed.NextAsync()).Data.ToJsonString());
        Assert.Equal("model_loaded", (await feed.NextAsync()).Name);
        peer.Server.AdminKey = "admin-key";
        Assert.Equal(HttpStatusCode.Forbidden, (await peer.GetAsync("/admin/events?admin_key=admin-key")).StatusCode);
    }

    private static Task<Peer> StartAsync() => Peer.StartAsync(server => server.OldVersion = true);
}

using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class ModelEventTests
{
    private const string State = "model_readiness_changed";
    private static readonly SimulatedModel Bar = new("acme/Bar-8bit") { MemoryGb = 40 };

    [Fact]
    public async Task A_good_load_tells_its_steps_in_lmxs_order()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar));
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.LoadAsync(Bar.Id);

        Assert.Equal(
            [
                $"{State} admitted", $"{State} loading", $"{State} canary_pending", "model_loaded", "model_canary_started",
                $"{State} routable", "model_compatibility_recorded", "model_canary_passed",
            ],
            await feed.NextAsync(8));
    }

    [Fact]
    public async Task A_failed_canary_takes_the_model_away_again()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.Add(Bar with { LoadOutcome = SimulatedLoadOutcome.CanaryFailed, LoadError = "empty" }));
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.LoadAsync(Bar.Id);

        Assert.Equal([$"{State} admitted", $"{State} loading", $"{State} canary_pending", "model_loaded", "model_canary_started"], await feed.NextAsync(5));
        var (_, row) = await feed.NextAsync();
        Assert.Equal(("fail", "canary_failed:empty"), (row["outcome"]!.GetValue<string>(), row["reason"]!.GetValue<string>()));
        Assert.Equal(
            """{"model_id":"acme/Bar-8bit","backend":"vllm-mlx","duration_sec":0.0,"error":"empty"}""", (await feed.NextAsync()).Data.ToJsonString());
        Assert.Equal(
            """{"model_id":"acme/Bar-8bit","memory_freed_gb":40.0,"reason":"canary_failed"}""", (await feed.NextAsync()).Data.ToJsonString());
    }

    [Fact]
    public async Task A_step_has_the_contracts_fields()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar with { Backend = SimulatedModel.MlxLm }));
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.LoadAsync(Bar.Id);

        Assert.Equal(
            """{"model_id":"acme/Bar-8bit","previous_state":"unknown","state":"admitted","reason":null,"crash_count":0,"updated_at":1771850000.0}""",
            (await feed.NextAsync()).Data.ToJsonString());
        await feed.NextAsync(2);
        Assert.Equal("""{"model_id":"acme/Bar-8bit","format":"mlx","memory_gb":0,"duration_sec":0.0}""", (await feed.NextAsync()).Data.ToJsonString());
        Assert.Equal("""{"model_id":"acme/Bar-8bit","backend":"mlx-lm"}""", (await feed.NextAsync()).Data.ToJsonString());
    }

    [Theory]
    [InlineData(SimulatedLoadOutcome.InternalError, 2)]
    [InlineData(SimulatedLoadOutcome.InsufficientDisk, 2)]
    [InlineData(SimulatedLoadOutcome.ProbeFailed, 3)]
    public async Task A_load_that_fails_early_seems_to_be_loading_for_ever(SimulatedLoadOutcome outcome, int told)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar with { LoadOutcome = outcome }));
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.LoadAsync(Bar.Id);
        await peer.LoadAsync(Bar.Id);

        var events = await feed.NextAsync(told + 1);
        Assert.Equal([$"{State} admitted", $"{State} loading"], events.Take(2));
        Assert.Equal($"{State} admitted", events[told]);
    }

    [Theory]
    [InlineData(SimulatedLoadOutcome.ProbeFailed, 3)]
    [InlineData(SimulatedLoadOutcome.UnsupportedBackend, 1)]
    public async Task After_enough_failures_the_model_is_quarantined_until_another_backend_is_asked_for(SimulatedLoadOutcome outcome, int failures)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar with { LoadOutcome = outcome }));

        for (var turn = 0; turn < failures; turn++)
        {
            Assert.NotEqual("model_unstable", await CodeAsync(await peer.LoadAsync(Bar.Id)));
        }

        Assert.Equal("model_unstable", await CodeAsync(await peer.LoadAsync(Bar.Id)));
        Assert.NotEqual("model_unstable", await CodeAsync(await peer.LoadAsync(Bar.Id, ",\"allow_unsupported_runtime\":true")));
        Assert.NotEqual("model_unstable", await CodeAsync(await peer.LoadAsync(Bar.Id, ",\"backend\":\"mlx-lm\"")));
    }

    [Fact]
    public async Task Three_failed_answers_quarantine_a_model_that_goes_on_serving_until_it_is_unloaded()
    {
        await using var peer = await Peer.StartAsync(
            server => Enumerable.Range(0, 3).ToList().ForEach(_ => server.NextStream(new StreamShape { ErrorAfter = 1 })));
        for (var turn = 0; turn < 3; turn++)
        {
            await peer.StreamAsync();
        }

        Assert.Equal(
            """{"state":"quarantined","reason":"model_unstable:crash_loop:3","crash_count":0}""",
            (await peer.JsonAsync("/admin/models"))["loaded"]![0]!["readiness"]!.ToJsonString());
        Assert.Equal(3, SseText.Pieces(await peer.StreamAsync()).Count);
        await peer.PostAsync("/admin/models/unload", $$"""{"model_id":"{{Peer.Model}}"}""");
        Assert.Equal(200, (int)(await peer.LoadAsync(Peer.Model)).StatusCode);
    }

    [Fact]
    public async Task An_unload_tells_its_reason()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar with { MemoryGb = 300 }));
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.LoadAsync(Bar.Id, ",\"performance_overrides\":{\"memory_estimate_gb\":300}");
        await peer.PostAsync("/admin/models/unload", $$"""{"model_id":"{{Bar.Id}}"}""");

        Assert.Equal("""{"model_id":"acme/Foo-4bit","memory_freed_gb":172.43,"reason":"lru"}""", (await feed.NextAsync()).Data.ToJsonString());
        await feed.NextAsync(8);
        Assert.Equal("""{"model_id":"acme/Bar-8bit","memory_freed_gb":300.0,"reason":"manual"}""", (await feed.NextAsync()).Data.ToJsonString());
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) => (string?)(await Peer.BodyAsync(response))["error"]?["code"];
}

using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class PrefixCacheTests
{
    private readonly LoadedModel _model = new(Peer.Foo, loadedAt: 100);

    [Fact]
    public void The_first_request_after_a_load_is_cold() => Assert.Equal(PromptWarmth.FirstAfterLoad, _model.Begin("A", 101));

    [Fact]
    public void A_prompt_is_cached_once_it_was_seen()
    {
        _model.Begin("A", 101);

        Assert.Equal(PromptWarmth.CachedPrompt, _model.Begin("A", 102));
        Assert.Equal(PromptWarmth.NewPrompt, _model.Begin("A and more", 103));
        Assert.Equal(PromptWarmth.CachedPrompt, _model.Begin("A and more", 104));
    }

    [Fact]
    public void Switched_off_every_prompt_is_new()
    {
        var model = new LoadedModel(Peer.Foo with { PrefixCache = false }, loadedAt: 100);
        model.Begin("A", 101);

        Assert.Equal(PromptWarmth.NewPrompt, model.Begin("A", 102));
    }

    [Fact]
    public async Task A_load_may_switch_it_off()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(new("acme/Bar")));

        await peer.LoadAsync("acme/Bar", ",\"performance_overrides\":{\"prefix_cache\":false}");

        Assert.False(peer.Server.Models.FindLoaded("acme/Bar")!.PrefixCache);
    }

    [Fact]
    public async Task A_long_prompt_is_read_before_the_first_token()
    {
        var timing = SimulatedTiming.FromMilliseconds(0, 0, 0, 0) with { PrefillTokensPerSecond = 1000 };
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Peer.Foo with { Timing = timing }));
        var prompt = string.Join(' ', Enumerable.Repeat("word", 936));

        using var response = await peer.ChatAsync(1, prompt);
        peer.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(1, (await peer.JsonAsync("/admin/status"))["in_flight_requests"]!.GetValue<int>());
        peer.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Single(SseText.Pieces(await Peer.TextAsync(response)));
    }

    [Fact]
    public async Task A_load_empties_the_cache()
    {
        await using var peer = await Peer.StartAsync();
        await peer.StreamAsync();

        await peer.PostAsync("/admin/models/unload", $$"""{"model_id":"{{Peer.Model}}"}""");
        await peer.LoadAsync(Peer.Model);

        Assert.Equal(PromptWarmth.FirstAfterLoad, Assert.Single(peer.Server.Models.Loaded).Begin("Tell me", 0));
    }
}

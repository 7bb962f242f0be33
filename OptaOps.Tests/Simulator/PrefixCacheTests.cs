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
    public async Task A_load_empties_the_cache()
    {
        await using var peer = await Peer.StartAsync();
        await peer.StreamAsync();

        await peer.PostAsync("/admin/models/unload", $$"""{"model_id":"{{Peer.Model}}"}""");
        await peer.LoadAsync(Peer.Model);

        Assert.Equal(PromptWarmth.FirstAfterLoad, Assert.Single(peer.Server.Models.Loaded).Begin("Tell me", 0));
    }
}

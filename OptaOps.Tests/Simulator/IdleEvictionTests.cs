using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class IdleEvictionTests
{
    private static readonly SimulatedModel Bar = new("acme/Bar-8bit") { MemoryGb = 40, Timing = SimulatedTiming.FromMilliseconds(0, 0, 0, 0) };

    [Fact]
    public async Task A_model_that_nobody_used_for_as_long_as_its_load_said_is_unloaded_and_told()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.HeartbeatAfter = TimeSpan.FromDays(1);
            server.Models.Add(Bar);
        });
        await peer.LoadAsync(Bar.Id, ",\"keep_alive_sec\":60");
        await using var feed = await EventFeed.OpenAsync(peer);

        peer.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, (await peer.JsonAsync("/admin/status"))["loaded_models"]!.GetValue<int>());
        peer.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("""{"model_id":"acme/Bar-8bit","memory_freed_gb":40.0,"reason":"ttl"}""", (await feed.NextAsync()).Data.ToJsonString());
        var (name, data) = await feed.NextAsync();
        Assert.Equal(("model_ttl_evicted", """{"model_id":"acme/Bar-8bit","idle_seconds":60.0}"""), (name, data.ToJsonString()));
        Assert.Equal([Peer.Model], peer.Server.Models.Loaded.Select(loaded => loaded.Id));
    }

    [Fact]
    public async Task Every_use_begins_the_time_anew()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar));
        await peer.LoadAsync(Bar.Id, ",\"keep_alive_sec\":60");

        peer.Time.Advance(TimeSpan.FromSeconds(50));
        await Peer.TextAsync(await peer.PostAsync("/v1/chat/completions", $$"""{"model":"{{Bar.Id}}","messages":[],"max_tokens":1}"""));
        peer.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(2, (await peer.JsonAsync("/admin/status"))["loaded_models"]!.GetValue<int>());
        while (peer.Server.Models.Loaded.Count > 1)
        {
            peer.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"keep_alive_sec\":0")]
    public async Task Without_a_time_it_stays(string more)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar));
        await peer.LoadAsync(Bar.Id, more);

        peer.Time.Advance(TimeSpan.FromDays(7));

        Assert.Equal(2, (await peer.JsonAsync("/admin/status"))["loaded_models"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_negative_time_is_a_422()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Bar));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await peer.LoadAsync(Bar.Id, ",\"keep_alive_sec\":-1")).StatusCode);
    }
}

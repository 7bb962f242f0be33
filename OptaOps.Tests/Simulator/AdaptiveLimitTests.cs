using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class AdaptiveLimitTests
{
    private static readonly SimulatedModel Slow = Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(4000, 4000, 4000, 0) };

    [Fact]
    public async Task After_eight_long_answers_one_fewer_may_run_at_once_and_the_reason_is_told()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Slow));

        await AskAsync(peer, 7);
        Assert.Equal(4, peer.Simulator.EffectiveSlots);
        await AskAsync(peer, 1);

        Assert.Equal(3, peer.Simulator.EffectiveSlots);
        Assert.Equal(4, (await peer.JsonAsync("/admin/status"))["max_concurrent_requests"]!.GetValue<int>());
        Assert.Equal("""{"enabled":true,"latency_target_ms":2500.0,"latency_window_size":128,"latency_p95_sec":4.0,"min_concurrent_requests":1,"last_reason":"latency_high"}""", await AdaptiveAsync(peer));
        await AskAsync(peer, 4);
        Assert.Equal(3, peer.Simulator.EffectiveSlots);
    }

    [Fact]
    public async Task The_last_slot_is_never_taken_away()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Slots = 1;
            server.Models.AddLoaded(Slow);
        });

        await AskAsync(peer, 9);

        Assert.Equal(1, peer.Simulator.EffectiveSlots);
    }

    [Fact]
    public async Task Switched_off_long_answers_change_nothing()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.AdaptiveConcurrency = false;
            server.Models.AddLoaded(Slow);
        });

        await AskAsync(peer, 9);

        Assert.Equal(4, peer.Simulator.EffectiveSlots);
        Assert.StartsWith("{\"enabled\":false", await AdaptiveAsync(peer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 4)]
    [InlineData(64, 3)]
    [InlineData(80, 2)]
    [InlineData(88, 1)]
    public async Task Memory_takes_slots_away_too(double usedPercent, int slots)
    {
        await using var peer = await Peer.StartAsync(server => server.BaseUsedGb = (usedPercent / 100 * 512) - 172.43);

        await peer.StreamAsync();

        Assert.Equal(slots, peer.Simulator.EffectiveSlots);
    }

    [Fact]
    public void It_changes_only_while_nothing_generates_and_looks_at_the_latest_answers()
    {
        var limit = new AdaptiveLimit(new SimulatedServer("S") { Speed = 10 });
        Enumerable.Range(0, 128).ToList().ForEach(_ => limit.Add(TimeSpan.FromMilliseconds(313)));

        limit.Adapt(idle: false);
        Assert.Equal(4, limit.Limit);
        limit.Adapt(idle: true);
        Assert.Equal(3, limit.Limit);
        Enumerable.Range(0, 122).ToList().ForEach(_ => limit.Add(TimeSpan.FromMilliseconds(312)));
        limit.Adapt(idle: true);
        Assert.Equal((4, "memory"), (limit.Limit, limit.Reason));
    }

    private static async Task AskAsync(Peer peer, int times)
    {
        for (var turn = 0; turn < times; turn++)
        {
            await peer.StreamWithinAsync(TimeSpan.FromSeconds(4), 1);
        }
    }

    private static async Task<string> AdaptiveAsync(Peer peer) =>
        ((JsonObject)(await peer.JsonAsync("/admin/models/acme%2FFoo-4bit/performance"))["global_defaults"]!["adaptive"]!).ToJsonString();
}

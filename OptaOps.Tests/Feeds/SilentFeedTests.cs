using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core;
using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Feeds;

public sealed class SilentFeedTests
{
    private readonly AlarmClock _clock = new(TimeSpan.FromSeconds(75));
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_without_a_heartbeat_is_dead_unless_a_load_blocks_the_node_and_the_gap_is_said()
    {
        await using var peer = new HttpPeer(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), cancellationToken);
            await HttpPeer.HangAsync(cancellationToken);
        });
        var node = new Node(1, "peer", new LmxEndpoint(peer.Address, null, null), false, true);
        await using var core = Core();
        var parts = core.GetRequiredService<FeedParts>();
        Stand(parts, node, NodeState.Busy);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_token);

        var following = new FeedFollower(node, parts, new FeedRefresh(1, parts)).RunAsync(stop.Token);
        await peer.RequestAsync();
        await PassAsync(TimeSpan.Zero, () => _clock.IsSet);
        for (var turn = 0; turn < 20; turn++)
        {
            _clock.Advance(TimeSpan.FromSeconds(75));
            await Task.Yield();
        }

        Assert.Equal(FeedState.Open, parts.Board.Value.Find(1)!.State);
        Stand(parts, node, NodeState.Online);
        await PassAsync(TimeSpan.FromSeconds(75), () => parts.Board.Value.Find(1)!.State == FeedState.Lost);
        Assert.StartsWith("Its event stream was silent for 75 s.", parts.Board.Value.Find(1)!.Reason, StringComparison.Ordinal);

        // In steps so small that the socket has its time before our clock calls the opening late.
        await PassAsync(TimeSpan.FromTicks(1000), () => parts.Board.Value.Find(1)!.State == FeedState.Open);
        Assert.True(peer.RequestsLeft >= 1);
        Assert.Equal("feedGap", core.GetRequiredService<Latest<EventBoard>>().Value.Events.Single().Kind);
        await stop.CancelAsync();
        Assert.False(await following);
        Assert.Equal(FeedState.Closed, parts.Board.Value.Find(1)!.State);
    }

    private static void Stand(FeedParts parts, Node node, NodeState state) => parts.Fleet.Publish(
        new FleetBoard([new NodeSnapshot(node, TimeSpan.FromSeconds(5), DateTimeOffset.UnixEpoch) { HasAdmin = true, State = state }]));

    private async Task PassAsync(TimeSpan step, Func<bool> until)
    {
        while (!until())
        {
            _token.ThrowIfCancellationRequested();
            _clock.Advance(step);
            await Task.Yield();
        }
    }

    /// <summary>The parts as shipped, on our clock; nothing of them is started.</summary>
    private ServiceProvider Core()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddOptaOpsCore(_ => { });
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(new KeySeal(key => key, sealedKey => sealedKey));
        return services.BuildServiceProvider();
    }
}

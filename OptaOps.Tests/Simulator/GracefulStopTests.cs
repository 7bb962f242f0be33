using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class GracefulStopTests
{
    [Fact]
    public async Task The_port_refuses_while_an_open_event_stream_goes_on()
    {
        await using var peer = await Peer.StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);

        await peer.Simulator.StopAsync(graceful: true);

        await RefusedAsync(peer);
        peer.Server.Events.Publish("still_here", []);
        Assert.Equal("still_here", (await feed.NextAsync()).Name);
        await peer.Simulator.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(feed.LineAsync);
    }

    [Fact]
    public async Task An_answer_that_is_being_streamed_comes_to_its_end()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.AddLoaded(Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(100, 100, 100, 0) }));
        using var response = await peer.ChatAsync();

        await peer.Simulator.StopAsync(graceful: true);
        peer.Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.EndsWith("data: [DONE]\n\n", await Peer.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nothing_open_it_is_simply_stopped_and_can_come_back()
    {
        await using var peer = await Peer.StartAsync();

        await peer.Simulator.StopAsync(graceful: true);
        await RefusedAsync(peer);
        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(await peer.JsonAsync("/healthz"));
    }

    [Fact]
    public async Task A_restart_ends_what_a_graceful_stop_left_open()
    {
        await using var peer = await Peer.StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);
        await peer.Simulator.StopAsync(graceful: true);

        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<Exception>(feed.LineAsync);
        Assert.Equal(0, (await peer.JsonAsync("/admin/status"))["uptime_seconds"]!.GetValue<double>());
    }

    private static async Task RefusedAsync(Peer peer)
    {
        using var http = new HttpClient { BaseAddress = peer.Simulator.Address };
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/healthz", TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Headers_come_at_once_and_nothing_else_does()
    {
        await using var peer = await Peer.StartAsync();

        await using var feed = await EventFeed.OpenAsync(peer);

        Assert.Equal("text/event-stream; charset=utf-8", feed.Response.Content.Headers.ContentType!.ToString());
        Assert.Null(feed.Response.Headers.CacheControl);
        Assert.False(feed.LineAsync().IsCompleted);
    }

    [Fact]
    public async Task An_event_has_a_name_and_spaced_json_but_no_id()
    {
        await using var peer = await Peer.StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);

        peer.Server.Events.Publish("made_up", new JsonObject { ["a"] = 1, ["b"] = "é" });

        Assert.Equal(["event: made_up", "data: {\"a\": 1, \"b\": \"\\u00e9\"}", ""], [await feed.LineAsync(), await feed.LineAsync(), await feed.LineAsync()]);
    }

    [Fact]
    public async Task A_heartbeat_follows_silence_and_not_the_clock()
    {
        await using var peer = await Peer.StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);
        peer.Time.Advance(TimeSpan.FromSeconds(20));
        peer.Server.Events.Publish("made_up", []);
        Assert.Equal("made_up", (await feed.NextAsync()).Name);

        var next = feed.NextAsync();
        while (!next.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal("heartbeat", (await next).Name);
        Assert.True((await next).Data["timestamp"]!.GetValue<double>() >= 1771850050);
    }

    [Fact]
    public async Task Nothing_is_told_twice_or_later()
    {
        await using var peer = await Peer.StartAsync();
        peer.Server.Events.Publish("missed", []);
        peer.Http.DefaultRequestHeaders.Add("Last-Event-ID", "0");

        await using var feed = await EventFeed.OpenAsync(peer);
        peer.Server.Events.Publish("told", []);

        Assert.Equal("told", (await feed.NextAsync()).Name);
    }

    [Fact]
    public async Task One_stream_too_many_gets_its_headers_and_then_the_end()
    {
        await using var peer = await Peer.StartAsync(server => server.Events.MostStreams = 1);
        await using var first = await EventFeed.OpenAsync(peer);

        await using var second = await EventFeed.OpenAsync(peer);

        Assert.Equal(HttpStatusCode.OK, second.Response.StatusCode);
        Assert.Null(await second.LineAsync());
        Assert.Equal(49, new SimulatedEvents().MostStreams);
    }

    [Fact]
    public async Task A_stream_that_hung_up_makes_room()
    {
        await using var peer = await Peer.StartAsync();
        await (await EventFeed.OpenAsync(peer)).DisposeAsync();

        while (peer.Server.Events.Streams > 0)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_dropped_stream_stays_open_with_heartbeats_only()
    {
        await using var peer = await Peer.StartAsync();
        await using var feed = await EventFeed.OpenAsync(peer);

        peer.Server.Events.DropStreams();
        peer.Server.Events.Publish("unheard", []);
        var next = feed.NextAsync();
        while (!next.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.Equal("heartbeat", (await next).Name);
    }

    [Fact]
    public void A_stream_that_falls_a_hundred_events_behind_is_dropped()
    {
        var events = new SimulatedEvents();
        events.Subscribe();

        Enumerable.Range(0, 100).ToList().ForEach(_ => events.Publish("e", []));
        Assert.Equal(1, events.Streams);
        events.Publish("one too many", []);

        Assert.Equal(0, events.Streams);
    }

    [Theory]
    [InlineData("?admin_key=admin-key", null, HttpStatusCode.OK)]
    [InlineData("?x_admin_key=admin-key", null, HttpStatusCode.OK)]
    [InlineData("", "admin-key", HttpStatusCode.OK)]
    [InlineData("?admin_key=wrong", null, HttpStatusCode.Forbidden)]
    [InlineData("?admin_key=admin-key", "wrong", HttpStatusCode.Forbidden)]
    [InlineData("", null, HttpStatusCode.Forbidden)]
    public async Task The_key_may_stand_in_the_query_when_there_is_no_header(string query, string? header, HttpStatusCode expected)
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");
        if (header is not null)
        {
            peer.Http.DefaultRequestHeaders.Add("X-Admin-Key", header);
        }

        await using var feed = await EventFeed.OpenAsync(peer, query);

        Assert.Equal(expected, feed.Response.StatusCode);
        Assert.Equal(header == "admin-key" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await peer.GetAsync("/admin/status" + query)).StatusCode);
    }
}

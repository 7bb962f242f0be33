using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Feeds;

public sealed class NodeFeedTests
{
    private const string Stream = "/admin/events";
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_by_somebody_else_is_told_and_seen_at_once_with_its_time()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely, server =>
        {
            server.Speed = 100;
            server.Models.Add(new SimulatedModel("acme/Bar-8bit") { MemoryGb = 40, LoadTime = TimeSpan.FromSeconds(20) });
        });
        await node.FeedAsync(FeedState.Open);
        using var http = new HttpClient { BaseAddress = node.Simulator.Address };

        await http.PostAsJsonAsync("/admin/models/load", new { model_id = "acme/Bar-8bit" }, _token);

        var loaded = await node.ToldAsync("modelLoaded");
        Assert.StartsWith("acme/Bar-8bit was loaded: 40 GB in ", loaded.Sentence, StringComparison.Ordinal);
        Assert.Equal((EventTopic.Model, node.Id, "acme/Bar-8bit"), (loaded.Topic, loaded.NodeId!.Value, loaded.ModelId));
        await node.ToldAsync("modelLoading");
        await node.ToldAsync("canaryPassed");
        await node.App.NodeAsync(each => each.Models is { Count: 2 });
        double? usual;
        while ((usual = await node.App.Get<LoadTimes>().UsualMsAsync(node.Id, "acme/Bar-8bit", _token)) is null)
        {
            await Task.Yield();
        }

        Assert.InRange(usual.Value, 1, 60_000);
        Assert.Null(node.App.Get<LoadsSeen>().On(node.Id));
        Assert.Equal(1, node.Server.Events.Streams);
    }

    [Fact]
    public async Task After_a_restart_of_the_node_the_stream_comes_back_once_and_what_was_missed_is_polled()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely);
        await node.FeedAsync(FeedState.Open);
        await node.StreamsAsync(1);

        await node.Simulator.StopAsync();
        await node.FeedAsync(FeedState.Closed);
        node.Server.Models.AddLoaded(new SimulatedModel("acme/Bar-8bit"));
        await node.Simulator.RestartAsync(_token);
        await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);

        await node.FeedAsync(FeedState.Open);
        await node.StreamsAsync(1);
        await node.App.NodeAsync(each => each.Models is { Count: 2 });
    }

    [Fact]
    public async Task A_stream_that_ends_by_itself_is_opened_again_and_the_models_are_read_anew()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely, server => server.Events.MostStreams = 0);
        await node.FeedAsync(FeedState.Lost, "Its event stream ended.");
        node.Server.Models.AddLoaded(new SimulatedModel("acme/Bar-8bit"));
        node.Server.Events.MostStreams = 1;

        await node.FeedAsync(FeedState.Open);

        await node.StreamsAsync(1);
        await node.App.NodeAsync(each => each.Models is { Count: 2 });
    }

    [Fact]
    public async Task A_refused_port_closes_the_stream_that_would_keep_a_stopping_node_alive()
    {
        await using var node = await WatchedNode.StartAsync("00:00:01");
        await node.FeedAsync(FeedState.Open);
        await node.StreamsAsync(1);

        await node.Simulator.StopAsync(graceful: true);

        await node.App.NodeAsync(each => each.State == NodeState.Unreachable);
        await node.FeedAsync(FeedState.Closed);
        await node.StreamsAsync(0);
    }

    [Fact]
    public async Task An_older_server_without_the_stream_is_asked_once_until_it_restarts()
    {
        var uptime = 5_000.0;
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely, server =>
        {
            server.Faults.Always(Stream, SimulatedFault.Answer(404, """{"detail":"Not Found"}"""));
            server.Rewrite = (path, body) =>
            {
                if (path == "/admin/status")
                {
                    body["uptime_seconds"] = uptime;
                }

                return body;
            };
        });

        Assert.Contains("(404)", (await node.FeedAsync(FeedState.Refused)).Reason, StringComparison.Ordinal);
        await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        Assert.Equal(1, node.Asked(Stream));

        node.Server.Faults.Clear();
        uptime = 3;
        await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        await node.FeedAsync(FeedState.Open);
    }

    [Fact]
    public async Task Before_a_stop_that_we_ask_for_the_stream_is_closed_and_stays_so()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely);
        await node.FeedAsync(FeedState.Open);

        using (await node.App.Get<NodeFeeds>().CloseAsync(node.Id, _token))
        {
            await node.StreamsAsync(0);
            await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);
            Assert.Equal(1, node.Asked(Stream));
        }

        await node.App.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        await node.FeedAsync(FeedState.Open);
    }

    [Fact]
    public async Task The_key_goes_into_the_header_and_what_the_node_says_comes_clean_and_without_it()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely, server => server.AdminKey = "opensesame", "--Fleet:Nodes:0:AdminKey", "opensesame");
        await node.FeedAsync(FeedState.Open);

        node.Server.Events.Publish("made_up\u202e", new JsonObject { ["key"] = "opensesame", ["more"] = "a\u0000b" });
        node.Server.Events.Publish("model_loaded", new JsonObject { ["model_id"] = "acme/Foo", ["memory_gb"] = "much" });

        var strange = await node.ToldAsync("nodeSaid", 2);
        var first = (await node.App.Get<EventArchive>().ListAsync(new EventFilter(Text: "made_up"), _token)).Single();
        Assert.Equal("""It said made_up: {"key": "•••", "more": "a\u0000b"}""", first.Sentence);
        Assert.Contains("\"memory_gb\": \"much\"", strange.Sentence, StringComparison.Ordinal);
        var asked = node.Server.Requests.All.Single(request => request.Path == Stream);
        Assert.Equal("opensesame", asked.Headers["X-Admin-Key"]);
    }

    [Fact]
    public async Task A_node_that_floods_is_cut_and_told_of_once()
    {
        await using var node = await WatchedNode.StartAsync(WatchedNode.Rarely);
        await node.FeedAsync(FeedState.Open);

        for (var sent = 0; sent <= FloodGuard.Most; sent++)
        {
            node.Server.Events.Publish("made_up", new JsonObject { ["n"] = sent });
            if (sent % 50 == 0 && sent < FloodGuard.Most)
            {
                // LMX itself drops a reader that is 100 events behind.
                await node.App.Get<Latest<EventBoard>>().WatchAsync(_token).FirstAsync(board => board.Events is [var newest, ..] && newest.Sentence.EndsWith($" {sent}}}", StringComparison.Ordinal), _token);
            }
        }

        await node.FeedAsync(FeedState.Lost, "more events than are kept");
        Assert.Equal(EventSeverity.Warning, (await node.ToldAsync("feedCut")).Severity);
        await node.StreamsAsync(0);
    }
}

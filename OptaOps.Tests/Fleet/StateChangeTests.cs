using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

public sealed class StateChangeTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_change_of_state_is_an_event_and_a_restart_is_one_too()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 172.43 });
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{peer.Address}", "--Fleet:PollEvery", "00:10:00");
        var node = await app.NodeAsync(each => each.State == NodeState.Online);

        server.Rewrite = (path, body) =>
        {
            if (path == "/admin/status")
            {
                body["uptime_seconds"] = 7_384.5;
            }

            return body;
        };
        await app.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        await peer.StopAsync();
        await app.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        server.Rewrite = null;
        await peer.RestartAsync(_token);
        await app.Get<FleetPoller>().PollNowAsync(node.Id, _token);

        var events = app.Get<Latest<EventBoard>>().Value.Events.Where(each => each.NodeId == node.Id).Reverse().ToArray();
        Assert.Equal(["stateChanged", "stateChanged", "nodeRestarted", "stateChanged"], events.Select(each => each.Kind));
        Assert.Equal("peer: online.", events[0].Sentence);
        Assert.Equal(EventSeverity.Info, events[0].Severity);
        Assert.StartsWith("peer: unreachable.", events[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(EventSeverity.Problem, events[1].Severity);
        Assert.Contains("from 2 h 3 min to 0 s", events[2].Sentence, StringComparison.Ordinal);
        Assert.EndsWith("of unreachable.", events[3].Sentence, StringComparison.Ordinal);
        Assert.NotNull((await app.NodeAsync(each => each.State == NodeState.Online)).RestartedAt);
        var card = (await PageHtml.ReadAsync(app, "/")).QuerySelector("article")!.TextContent;
        Assert.Contains("its uptime went backwards", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_dies_while_it_is_measured_is_an_event_at_once()
    {
        var peer = await LmxSimulator.StartAsync(new SimulatedServer("peer"), TimeProvider.System);
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{peer.Address}");
        var node = await app.NodeAsync(each => each.State == NodeState.NoModel);
        using var measuring = await app.Get<NodeGates>().For(node.Id).EnterMeasurementAsync(1, 1, _token);
        await peer.DisposeAsync();

        await app.Get<NodePulse>().CheckAsync(node.Id, _token);
        await app.Get<NodePulse>().CheckAsync(node.Id, _token);

        Assert.Single(app.Get<Latest<EventBoard>>().Value.Events, each => each.Sentence.StartsWith("peer: unreachable", StringComparison.Ordinal));
    }
}

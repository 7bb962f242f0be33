using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

public sealed class NodePulseTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_measured_node_that_refuses_connections_is_unreachable_at_once_though_polls_are_held()
    {
        var peer = await LmxSimulator.StartAsync(Server(), TimeProvider.System);
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{peer.Address}");
        var node = await app.NodeAsync(each => each.State == NodeState.Online);
        using var measuring = await app.Get<NodeGates>().For(node.Id).EnterMeasurementAsync(1, 1, _token);

        await app.Get<NodePulse>().CheckAsync(node.Id, _token);
        Assert.Equal(NodeState.Online, app.Get<Latest<FleetBoard>>().Value.Find(node.Id)!.State);
        await peer.DisposeAsync();
        await app.Get<NodePulse>().CheckAsync(node.Id, _token);

        var dead = app.Get<Latest<FleetBoard>>().Value.Find(node.Id)!;
        Assert.Equal(NodeState.Unreachable, dead.State);
        Assert.Equal(172.43, dead.Models!.Single().MemoryGb);
    }

    private static SimulatedServer Server()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 172.43 });
        return server;
    }
}

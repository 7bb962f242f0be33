using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

public sealed class NodeStateTests
{
    [Fact]
    public async Task A_loaded_node_is_online_with_its_figures()
    {
        await using var peer = await LmxSimulator.StartAsync(Server(), TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Online);

        Assert.Equal(172.43, node.Models!.Single().MemoryGb);
        Assert.Equal(196_608, node.Models!.Single().ContextLength);
        Assert.True(node.Models!.Single().Batching);
        Assert.Equal(512, node.Memory!.TotalGb);
        Assert.Equal(NodeKind.Lmx, node.Kind);
    }

    [Fact]
    public async Task Memory_and_context_that_the_node_does_not_know_are_null_and_not_0()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 0, ContextLength = null });
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var model = (await app.NodeAsync(each => each.State == NodeState.Online)).Models!.Single();

        Assert.Null(model.MemoryGb);
        Assert.Null(model.ContextLength);
    }

    [Fact]
    public async Task A_wrong_admin_key_is_unauthorized_keeps_what_is_open_and_shows_no_memory()
    {
        var server = Server();
        server.AdminKey = "right";
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address, "--Fleet:Nodes:0:AdminKey", "wrong");

        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Contains("admin key was refused", node.Reason, StringComparison.Ordinal);
        Assert.Null(node.Memory);
        Assert.Null(node.InFlightRequests);
        Assert.Single(node.Models!);
        Assert.Null(node.Models![0].MemoryGb);
        Assert.Equal(new NodeAbilities(Status: false, Load: false, Benchmark: true), node.Can);
    }

    [Fact]
    public async Task A_wrong_inference_key_leaves_nothing_to_measure()
    {
        var server = Server();
        (server.AdminKey, server.InferenceKey) = ("right", "right too");
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address, "--Fleet:Nodes:0:InferenceKey", "wrong");

        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Equal(new NodeAbilities(false, false, false), node.Can);
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable_without_any_number()
    {
        var peer = await LmxSimulator.StartAsync(Server(), TimeProvider.System);
        await peer.DisposeAsync();
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Unreachable);

        Assert.Contains("Nothing listens", node.Reason, StringComparison.Ordinal);
        Assert.Null(node.Memory);
        Assert.Null(node.Models);
        Assert.Null(node.AsOf);
        Assert.Null(node.AnswerMs);
    }

    [Fact]
    public async Task Nothing_loaded_is_no_model()
    {
        await using var peer = await LmxSimulator.StartAsync(new SimulatedServer("peer"), TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        Assert.Empty((await app.NodeAsync(each => each.State == NodeState.NoModel)).Models!);
    }

    [Fact]
    public async Task Load_shedding_is_overloaded()
    {
        var server = Server();
        server.LoadSheddingPercent = 10;
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        await app.NodeAsync(each => each.State == NodeState.Overloaded);
    }

    [Fact]
    public async Task Another_service_on_the_port_is_named()
    {
        var server = Server();
        server.Faults.Always(FaultScript.AnyPath, SimulatedFault.Html());
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.WrongService);

        Assert.Contains("It works!", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_of_the_wrong_type_is_incompatible_and_named()
    {
        var server = Server();
        server.Rewrite = (path, body) =>
        {
            if (path == "/admin/models")
            {
                body["loaded"]![0]!["memory_gb"] = "much";
            }

            return body;
        };
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Incompatible);

        Assert.Contains("loaded[0].memory_gb", node.Reason, StringComparison.Ordinal);
    }

    private static SimulatedServer Server()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("inferencerlabs/MiniMax-M2.5-MLX-6.5bit") { MemoryGb = 172.43, ContextLength = 196_608 });
        return server;
    }

    private static Task<App> WatchAsync(Uri address, params string[] more) => App.StartAsync(
        null, ["--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", address.ToString(), "--Fleet:PollEvery", "00:00:01", .. more]);
}

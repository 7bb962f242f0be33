using OptaOps.Core.Fleet;
using OptaOps.Core.Loads;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Loads;

/// <summary>What is not sent at all.</summary>
public sealed class LoadRefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wishes_that_make_no_sense_are_refused_and_nothing_is_sent()
    {
        await using var node = await LoadingNode.StartAsync(server =>
        {
            server.Models.Add(new("acme/Huge") { MemoryGb = 500 });
            server.Models.Add(new("acme/Large") { MemoryGb = 300 });
        });

        Assert.Equal("modelIdMissing", (await node.LoadAsync(" ")).Refusal!.Code);
        Assert.Equal("badKeepAlive", (await node.LoadAsync("acme/Large", keepAlive: -1)).Refusal!.Code);
        Assert.Equal("modelAlreadyLoaded", (await node.LoadAsync(MeasuredNode.Model)).Refusal!.Code);
        Assert.Equal("doesNotFit", (await node.LoadAsync("acme/Huge", mayEvict: true)).Refusal!.Code);
        Assert.Equal("wouldEvict", (await node.LoadAsync("acme/Large")).Refusal!.Code);
        Assert.Equal("wouldEvict", (await node.LoadAsync("/models/of-unknown-size")).Refusal!.Code);
        Assert.Equal("modelNotLoaded", (await node.UnloadAsync("acme/Large")).Refusal!.Code);
        Assert.Equal("nodeNotFound", (await node.App.Get<LoadCommands>().UnloadAsync(99, "a", Cancellation)).Refusal!.Code);
        Assert.Equal((0, 0), (node.Server.Loads(), node.Server.Unloads()));

        var end = await node.LoadedAsync("acme/Large", mayEvict: true);

        Assert.Equal("loaded", end.Outcome);
        Assert.Contains($"No longer loaded: {MeasuredNode.Model}.", end.Sentence, StringComparison.Ordinal);
        Assert.Equal(["acme/Large"], node.Server.Models.Loaded.Select(model => model.Id));
    }

    [Fact]
    public async Task While_a_benchmark_has_the_node_nobody_else_loads_and_a_load_keeps_benchmarks_waiting()
    {
        await using var node = await LoadingNode.StartAsync();
        var gate = node.App.Get<NodeGates>().For(node.Node.Id);

        using (await gate.ClaimAsync(7, Cancellation))
        {
            var refusal = (await node.UnloadAsync(MeasuredNode.Model)).Refusal!;
            Assert.Equal("nodeIsMeasuring", refusal.Code);
            Assert.Contains("Benchmark 7", refusal.Message, StringComparison.Ordinal);
            using var own = gate.TryEnterLoad(7);
            Assert.NotNull(own);
        }

        using var load = gate.TryEnterLoad(null)!;
        var claim = gate.ClaimAsync(8, Cancellation);
        Assert.False(claim.IsCompleted);
        load.Dispose();
        (await claim).Dispose();
        Assert.Equal(0, node.Server.Unloads());
    }

    [Fact]
    public async Task Without_the_admin_key_nothing_is_sent_and_the_key_is_named()
    {
        var server = new SimulatedServer("peer") { AdminKey = "secret" };
        server.Models.AddLoaded(MeasuredNode.Quick);
        await using var simulator = await LmxSimulator.StartAsync(server, TimeProvider.System, cancellationToken: Cancellation);
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{simulator.Address}");
        var node = await app.NodeAsync(view => view.State == NodeState.Unauthorized);

        var refusal = (await app.Get<LoadCommands>().UnloadAsync(node.Id, MeasuredNode.Model, Cancellation)).Refusal!;

        Assert.Equal("adminKeyNeeded", refusal.Code);
        Assert.Contains("admin key", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Unloads());
    }

    [Fact]
    public async Task A_plan_says_what_will_happen()
    {
        await using var node = await LoadingNode.StartAsync(server => server.Models.Add(new("acme/Large") { MemoryGb = 300 }));
        node.Server.Rewrite = (path, body) =>
        {
            if (path == "/admin/status")
            {
                body["in_flight_requests"] = 2;
            }

            return body;
        };
        var loads = node.App.Get<LoadCommands>();

        var unload = (await loads.PlanAsync(LoadKind.Unload, node.Node.Id, MeasuredNode.Model, Cancellation)).Value!;
        var load = (await loads.PlanAsync(LoadKind.Load, node.Node.Id, "acme/Large", Cancellation)).Value!;
        var unlisted = (await loads.PlanAsync(LoadKind.Load, node.Node.Id, "acme/Nowhere", Cancellation)).Value!;

        Assert.Equal(["Frees 172.43 GB.", "2 requests are in flight and will be cut."], unload.Sentences);
        Assert.StartsWith("Needs about 300 GB, the size of its files; 272.87 GB are free under the threshold of 90 %.", load.Sentences[0], StringComparison.Ordinal);
        Assert.Equal($"To make room the node will unload {MeasuredNode.Model}; requests to it are cut.", load.Sentences[1]);
        Assert.Contains("not on record", load.Sentences[2], StringComparison.Ordinal);
        Assert.Contains(unlisted.Sentences, sentence => sentence.Contains("download is required", StringComparison.Ordinal));
        Assert.Equal((FitKind.Unknown, null, false), (unlisted.Fit!.Kind, unlisted.SizeGb, unlisted.Listed));
    }
}

using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

public sealed class NodeAgeTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public void A_value_turns_stale_by_itself_after_two_intervals_and_is_kept()
    {
        var node = Snapshots.New() with
        {
            AsOf = Snapshots.Noon,
            StatusAsOf = Snapshots.Noon,
            Memory = new NodeMemory(Snapshots.Noon, 512, 188, 324, 36.7, 90),
            ModelsAsOf = Snapshots.Noon,
            Models = [],
        };

        var (fresh, old, older) = (node.At(Snapshots.Noon.AddSeconds(11)), node.At(Snapshots.Noon.AddSeconds(11.5)), node.At(Snapshots.Noon.AddSeconds(21.5)));

        Assert.False(fresh.Stale || fresh.Ages.Memory!.Stale || fresh.Ages.Models!.Stale);
        Assert.True(old.Stale && old.Ages.Memory!.Stale && old.Ages.Status!.Stale);
        Assert.False(old.Ages.Models!.Stale);
        Assert.True(older.Ages.Models!.Stale);
        Assert.Equal(188, older.Memory!.UsedGb);
        Assert.Equal(21_500, older.Ages.Memory!.AgeMs);
        Assert.Null(older.Ages.ModelDetails);
    }

    [Fact]
    public async Task While_a_run_is_measured_values_keep_the_freshness_that_they_had_when_it_began()
    {
        var time = new FakeTimeProvider(Snapshots.Noon);
        var gate = new NodeGate(time);
        var node = Snapshots.New() with { Gate = gate, AsOf = Snapshots.Noon, Memory = new NodeMemory(Snapshots.Noon.AddMinutes(-5), 512, 188, null, null, null) };
        using var measuring = await gate.EnterMeasurementAsync(1, 1, _token);
        time.Advance(TimeSpan.FromMinutes(2));

        var view = node.At(time.GetUtcNow());

        Assert.False(view.Stale);
        Assert.True(view.Ages.Memory!.Stale);
    }

    [Fact]
    public async Task A_key_that_is_suddenly_refused_leaves_the_last_values_with_their_age()
    {
        var server = Server();
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        var good = await app.NodeAsync(each => each.Memory is not null && each.Models is { Count: 1 });

        server.AdminKey = "changed";
        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Equal(good.Memory!.UsedGb, node.Memory!.UsedGb);
        Assert.Equal(512, node.Memory.TotalGb);
        Assert.NotNull(node.UptimeSeconds);
        Assert.Equal((172.43, 196_608), (node.Models!.Single().MemoryGb, node.Models!.Single().ContextLength));
        Assert.True(node.Ages.Memory!.AsOf < node.AsOf);
        Assert.True(node.Ages.ModelDetails!.AsOf < node.Ages.Models!.AsOf);
        Assert.False(node.Stale);
    }

    [Fact]
    public async Task A_model_that_was_loaded_anew_meanwhile_is_known_by_its_id_alone()
    {
        var server = Server();
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        await app.NodeAsync(each => each.Models is { Count: 1 });

        server.Rewrite = (path, body) =>
        {
            if (path == "/v1/models")
            {
                body["data"]![0]!["created"] = 1_900_000_000;
            }

            return body;
        };
        server.AdminKey = "changed";
        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Null(node.Models!.Single().MemoryGb);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_900_000_000), node.Models!.Single().LoadedAt);
    }

    [Fact]
    public async Task Memory_that_an_answer_leaves_out_is_kept_and_not_written_into_the_history()
    {
        var server = Server();
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);
        var first = await app.NodeAsync(each => each.Memory is not null);
        server.Rewrite = (path, body) =>
        {
            if (path == "/admin/status")
            {
                body.AsObject().Remove("memory");
            }

            return body;
        };

        await app.Get<FleetPoller>().PollNowAsync(first.Id, _token);
        await app.Get<FleetPoller>().PollNowAsync(first.Id, _token);
        var node = await app.NodeAsync(each => each.Ages.Memory!.AsOf < each.Ages.Status!.AsOf);
        await app.Get<Core.Storage.SampleWriter>().FlushAsync(_token);
        var history = await app.Get<NodeHistory>().ReadAsync(first.Id, NodeMetric.MemoryUsedGb, node.Ages.Memory!.AsOf.AddMilliseconds(50), node.AsOf!.Value.AddMinutes(1), 500, _token);

        Assert.Equal(first.Memory!.UsedGb, node.Memory!.UsedGb);
        Assert.Empty(history.Points);
    }

    private static SimulatedServer Server()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 172.43, ContextLength = 196_608 });
        return server;
    }

    private static Task<App> WatchAsync(Uri address) => App.StartAsync(
        null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", address.ToString(), "--Fleet:PollEvery", "00:00:01");
}

using System.Net;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

public sealed class NodeCommandTests
{
    private const string Admin = "canary-admin";
    private const string Inference = "canary-inference";
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_added_node_is_asked_at_once_with_its_keys_and_is_there_again_after_a_restart_and_no_file_or_answer_has_a_key()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(Admin, Inference), TimeProvider.System);
        string storage;
        int id;
        await using (var app = await SavedNodes.StartAsync(null, "--Fleet:PollEvery", "00:10:00"))
        {
            storage = app.Storage;
            id = await app.AddAsync("studio", peer.Address, Admin, Inference);
            Assert.Equal(172.43, (await app.NodeAsync(node => node.State == NodeState.Online)).Models!.Single().MemoryGb);
            Assert.DoesNotContain("canary", await app.Http.GetStringAsync("/api/v1/nodes", _token), StringComparison.Ordinal);
            Assert.Equal((KeyState.Set, KeyState.Set), (app.Get<NodeCommands>().Definition(id)!.AdminKey, app.Get<NodeCommands>().Definition(id)!.InferenceKey));
            Assert.Equal("nodeAdded", app.Get<Latest<EventBoard>>().Value.Events.First(each => each.NodeId == id && each.Kind.StartsWith("nodeA", StringComparison.Ordinal)).Kind);
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(storage, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("canary", StringComparison.Ordinal));
        await using var again = await SavedNodes.StartAsync(storage);
        Assert.Equal(id, (await again.NodeAsync(node => node.State == NodeState.Online)).Id);
    }

    [Theory]
    [InlineData("", "http://studio:1234", "", "badName", "name")]
    [InlineData("studio", "studio:1234", "", "badAddress", "address")]
    [InlineData("studio", "http://studio:1234/v1", "", "badAddress", "address")]
    [InlineData("studio", "http://169.254.169.254", "", "badAddress", "address")]
    [InlineData("studio", "http://studio:1234", "has a blank", "badAdminKey", "adminKey")]
    [InlineData(null, null, "ü", "badName", "name", "address", "adminKey")]
    public async Task What_is_not_sound_is_refused_with_its_fields_and_nothing_is_saved(string? name, string? address, string adminKey, string code, params string[] fields)
    {
        await using var app = await SavedNodes.StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, code), await Short(app.SendAsync(HttpMethod.Post, "/api/v1/nodes", new { name, address, adminKey }), fields));
        Assert.Empty(app.Get<NodeDirectory>().Nodes);
    }

    [Fact]
    public async Task Names_and_addresses_are_unique_among_configured_and_saved_nodes_and_configured_ones_stay_as_they_are()
    {
        await using var app = await SavedNodes.StartAsync(null, "--Fleet:Nodes:0:Name", "Mono", "--Fleet:Nodes:0:Address", "http://127.0.0.1:9");
        var id = await app.AddAsync("studio", new Uri("http://127.0.0.1:10"));

        Assert.Equal((HttpStatusCode.Conflict, "nameTaken"), await Short(app.SendAsync(HttpMethod.Post, "/api/v1/nodes", new { name = "mono", address = "http://127.0.0.1:11" }), "name"));
        Assert.Equal((HttpStatusCode.Conflict, "addressTaken"), await Short(app.SendAsync(HttpMethod.Post, "/api/v1/nodes", new { name = "other", address = "HTTP://127.0.0.1:9/" }), "address"));
        Assert.Equal((HttpStatusCode.Conflict, "nameTaken"), await Short(app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { name = "MONO" }), "name"));
        Assert.Equal((HttpStatusCode.Conflict, "definedInConfiguration"), await Short(app.SendAsync(HttpMethod.Put, "/api/v1/nodes/1", new { name = "x" })));
        Assert.Equal((HttpStatusCode.Conflict, "definedInConfiguration"), await Short(app.SendAsync(HttpMethod.Delete, "/api/v1/nodes/1")));
        Assert.Equal((HttpStatusCode.NotFound, "nodeNotFound"), await Short(app.SendAsync(HttpMethod.Delete, "/api/v1/nodes/99")));
    }

    [Fact]
    public async Task Another_address_begins_anew_and_the_probe_that_still_waits_at_the_old_one_is_given_up()
    {
        await using var old = Silent();
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync(null, "--Fleet:PollEvery", "00:10:00");
        var id = await app.AddAsync("studio", old.Address);
        await old.RequestAsync();

        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { address = $"{peer.Address}", adminKey = Admin })).Status);

        await old.ClientClosed.Task.WaitAsync(_token);
        Assert.Equal(id, (await app.NodeAsync(node => node.State == NodeState.Online)).Id);
        Assert.Contains(peer.Server.Requests.All, request => request.Headers.Values.Contains(Admin));

        await using var dead = Silent();
        Assert.Equal(
            (HttpStatusCode.BadRequest, "keyForAnotherAddress"), await Short(app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { address = $"{dead.Address}" }), "adminKey"));
        await app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { address = $"{dead.Address}", adminKey = "" });
        var moved = await app.NodeAsync(node => node.Address == dead.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal((NodeState.Checking, null, null, null), (moved.State, moved.Memory, moved.Models, moved.AsOf));
    }

    [Fact]
    public async Task A_removed_node_does_not_come_back_with_the_answer_of_a_probe_under_way_and_its_name_goes_on_with_its_history()
    {
        await using var peer = Silent();
        await using var app = await SavedNodes.StartAsync(null, "--Fleet:PollEvery", "00:10:00");
        var id = await app.AddAsync("studio", peer.Address);
        await peer.RequestAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{id}")).Status);

        await peer.ClientClosed.Task.WaitAsync(_token);
        Assert.Empty(app.Get<Latest<FleetBoard>>().Value.Nodes);
        await app.Get<SampleWriter>().FlushAsync(_token);
        Assert.Equal(0, await RowsAsync(app, "NodeSamples"));
        Assert.Equal(id, await app.AddAsync("Studio", peer.Address));
    }

    [Fact]
    public async Task A_node_with_a_waiting_or_running_benchmark_is_neither_removed_nor_led_elsewhere_but_may_be_renamed()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync();
        var id = await app.AddAsync("studio", peer.Address);
        await app.NodeAsync(node => node.Models is { Count: > 0 });
        using var held = await app.Get<NodeGates>().For(id).EnterReadAsync(_token);
        var started = await app.SendAsync(HttpMethod.Post, "/api/v1/benchmarks", new { nodeId = id, models = new[] { "acme/Foo-4bit" }, scenarios = new[] { "short_64" } });
        Assert.Equal(HttpStatusCode.Accepted, started.Status);

        Assert.Equal((HttpStatusCode.Conflict, "nodeInUse"), await Short(app.SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{id}")));
        Assert.Equal((HttpStatusCode.Conflict, "nodeInUse"), await Short(app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { address = "http://127.0.0.1:9" })));
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{id}", new { name = "Studio 2" })).Status);

        await app.SendAsync(HttpMethod.Post, "/api/v1/benchmarks/1/cancel");
        held.Dispose();
        await app.BenchmarkAsync(1, live => live.Benchmark.FinishedAt is not null);
        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Get, "/api/v1/benchmarks/1")).Status);
    }

    [Fact]
    public async Task A_key_whose_ring_is_lost_is_said_to_be_unreadable_until_it_is_set_again()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(Admin), TimeProvider.System);
        string storage;
        await using (var app = await SavedNodes.StartAsync())
        {
            storage = app.Storage;
            await app.AddAsync("studio", peer.Address, Admin);
        }

        Directory.Delete(Path.Combine(storage, "keys"), recursive: true);
        await using var again = await SavedNodes.StartAsync(storage);
        var lost = await again.NodeAsync(node => node.State == NodeState.Unauthorized);

        Assert.StartsWith("Its stored admin key can no longer be read; set it again.", lost.Reason, StringComparison.Ordinal);
        Assert.Equal(KeyState.Unreadable, again.Get<NodeCommands>().Definition(lost.Id)!.AdminKey);
        Assert.Equal(HttpStatusCode.OK, (await again.SendAsync(HttpMethod.Put, $"/api/v1/nodes/{lost.Id}", new { adminKey = Admin })).Status);
        Assert.DoesNotContain("stored", (await again.NodeAsync(node => node.State == NodeState.Online)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_a_load_of_ours_under_way_stays_until_that_has_ended()
    {
        await using var app = await SavedNodes.StartAsync();
        var id = await app.AddAsync("studio", new Uri("http://127.0.0.1:9"));
        app.Get<LoadsUnderWay>().TryBegin(id, new LoadUnderWay("acme/Foo-4bit", Unloads: false, DateTimeOffset.UnixEpoch, null));

        Assert.Equal((HttpStatusCode.Conflict, "nodeInUse"), await Short(app.SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{id}")));
        app.Get<LoadsUnderWay>().End(id);
        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"/api/v1/nodes/{id}")).Status);
    }

    private static async Task<(HttpStatusCode, string?)> Short(Task<(HttpStatusCode Status, string? Code, string[] Fields)> sending, params string[] fields)
    {
        var answer = await sending;
        Assert.Equal(fields, answer.Fields);
        return (answer.Status, answer.Code);
    }

    /// <summary>A server that takes requests, answers none, and sees when its client hangs up.</summary>
    private static HttpPeer Silent() => new(async (_, stream, cancellationToken) => await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken));

    private async Task<long> RowsAsync(App app, string table)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(app.Storage, "optaops.db")}");
        await connection.OpenAsync(_token);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync(_token))!;
    }
}

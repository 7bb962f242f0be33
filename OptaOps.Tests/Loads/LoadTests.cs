using System.Text.Json.Nodes;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Loads;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Loads;

public sealed class LoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_is_done_when_the_node_lists_the_model_and_its_time_is_kept_with_its_stay()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second);

        var end = await node.LoadedAsync(LoadingNode.Second.Id, keepAlive: 600);

        Assert.Equal((LoadState.Done, "loaded", null), (end.State, end.Outcome, end.Cure));
        Assert.True(end.LoadMs > 0);
        Assert.Equal(node.Server.UsedGb, end.MemoryAfterGb!.Value, 0.01);
        Assert.Equal(node.Server.UsedGb - 40, end.MemoryBeforeGb!.Value, 0.01);
        Assert.Equal(end.LoadMs, await node.App.Get<LoadTimes>().UsualMsAsync(node.Node.Id, LoadingNode.Second.Id, Cancellation));
        var model = (await node.App.NodeAsync(view => view.Models is { Count: 2 })).Models!.Single(each => each.Id == LoadingNode.Second.Id);
        Assert.Equal(600, node.App.Get<Latest<LoadBoard>>().Value.KeepAliveOf(node.Node.Id, model));
        Assert.Equal(
            """{"model_id":"acme/Bar-8bit","auto_download":false,"performance_overrides":{"memory_estimate_gb":40},"keep_alive_sec":600}""",
            Assert.Single(node.Server.Requests.All, request => request.Path == "/admin/models/load").Body);
        Assert.Equal(["loadEnded", "loadStarted"], node.App.Get<Latest<EventBoard>>().Value.Events.Where(each => each.Kind.StartsWith("load", StringComparison.Ordinal)).Select(each => each.Kind).Order());
    }

    [Fact]
    public async Task An_unload_is_done_when_the_node_lists_the_model_no_more()
    {
        await using var node = await LoadingNode.StartAsync();

        var end = await node.EndAsync(await node.UnloadAsync(MeasuredNode.Model));

        Assert.Equal((LoadState.Done, "unloaded", LoadKind.Unload), (end.State, end.Outcome, end.Kind));
        Assert.Contains("172.43 GB were freed", end.Sentence, StringComparison.Ordinal);
        Assert.Equal(NodeState.NoModel, (await node.App.NodeAsync(view => view.Models is { Count: 0 })).State);
    }

    [Theory]
    [InlineData(SimulatedCache.Broken, true, "downloadRequired", "does not find")]
    [InlineData(SimulatedCache.Incomplete, true, "cacheIncomplete", "judges it incomplete")]
    [InlineData(SimulatedCache.Incomplete, false, "downloadsDisabled", "downloads are switched off")]
    public async Task A_download_is_offered_and_never_confirmed(SimulatedCache cache, bool enabled, string outcome, string said)
    {
        await using var node = await LoadingNode.StartAsync(server =>
        {
            server.DownloadsEnabled = enabled;
            server.Models.Add(LoadingNode.Second with { Cache = cache });
        });

        // A model on a broken disk has no size, and so could make the node unload others.
        var end = await node.LoadedAsync(LoadingNode.Second.Id, mayEvict: true);

        Assert.Equal((LoadState.Failed, outcome), (end.State, end.Outcome));
        Assert.Contains(said, end.Sentence, StringComparison.Ordinal);
        Assert.Contains("Nothing is downloaded by itself", end.Cure, StringComparison.Ordinal);
        Assert.Equal(1, node.Server.Loads());
        Assert.DoesNotContain(node.Server.Requests.All, request => request.Path.Contains("confirm", StringComparison.Ordinal) || request.Path.EndsWith("/download", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_refusal_has_a_word_a_sentence_and_a_cure()
    {
        var words = new Dictionary<SimulatedLoadOutcome, string>
        {
            [SimulatedLoadOutcome.Quarantined] = "modelUnstable",
            [SimulatedLoadOutcome.ProbeFailed] = "probeFailed",
            [SimulatedLoadOutcome.LoadTimeout] = "loaderTimeout",
            [SimulatedLoadOutcome.LoaderCrashed] = "loaderCrashed",
            [SimulatedLoadOutcome.CanaryFailed] = "canaryFailed",
            [SimulatedLoadOutcome.UnsupportedBackend] = "unsupportedBackend",
            [SimulatedLoadOutcome.InsufficientMemory] = "insufficientMemory",
            [SimulatedLoadOutcome.InsufficientDisk] = "fileError",
            [SimulatedLoadOutcome.InternalError] = "internalError",
        };
        await using var node = await LoadingNode.StartAsync(server =>
        {
            foreach (var outcome in words.Keys)
            {
                server.Models.Add(new($"acme/{outcome}") { LoadOutcome = outcome });
            }
        });

        foreach (var (outcome, word) in words)
        {
            var end = await node.LoadedAsync($"acme/{outcome}");

            Assert.Equal((LoadState.Failed, word, null), (end.State, end.Outcome, end.LoadMs));
            Assert.False(string.IsNullOrEmpty(end.Cure));
            Assert.True(end.Sentence.Length > 30);
        }

        Assert.Equal(words.Count, node.App.Get<Latest<EventBoard>>().Value.Events.Count(each => each is { Kind: "loadFailed", Severity: EventSeverity.Problem }));
    }

    [Fact]
    public async Task A_broken_connection_is_unknown_until_the_list_of_models_settles_it()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second);
        node.Server.Faults.Next("/admin/models/load", SimulatedFault.Close);

        var begun = await node.LoadAsync(LoadingNode.Second.Id);
        var unknown = await node.App.AttemptAsync(attempt => attempt.State == LoadState.Unknown);
        var second = await node.UnloadAsync(MeasuredNode.Model);
        node.Server.Models.AddLoaded(LoadingNode.Second);
        var end = await node.EndAsync(begun);

        Assert.Equal(("unknown", null), (unknown.Outcome, unknown.EndedAt));
        Assert.Equal("loadUnderWay", second.Refusal!.Code);
        Assert.Equal((LoadState.Done, "loaded", null), (end.State, end.Outcome, end.LoadMs));
        Assert.Equal(1, node.Server.Loads());
    }

    [Fact]
    public async Task A_crash_during_a_load_is_told_by_the_uptime()
    {
        var model = LoadingNode.Second with { LoadOutcome = SimulatedLoadOutcome.Crash };
        await using var node = await LoadingNode.WithAsync(model);
        node.Server.Rewrite = (path, body) => path == "/admin/status" ? With(body, status => status["uptime_seconds"] = 5000) : body;

        var begun = await node.LoadAsync(model.Id);
        await node.App.AttemptAsync(attempt => attempt.State == LoadState.Unknown);
        node.Server.Rewrite = null;
        await node.Simulator.RestartAsync(Cancellation);
        var end = await node.EndAsync(begun);

        Assert.Equal((LoadState.Failed, "nodeRestarted"), (end.State, end.Outcome));
    }

    [Fact]
    public async Task One_load_at_a_time_is_under_way_and_everybody_sees_it()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second with { CanaryTime = TimeSpan.FromMinutes(10) });

        var begun = await node.LoadAsync(LoadingNode.Second.Id);
        await node.App.AttemptAsync(attempt => attempt.State == LoadState.Running);
        var second = await node.LoadAsync("acme/Baz");

        Assert.Equal("loadUnderWay", second.Refusal!.Code);
        Assert.Contains(LoadingNode.Second.Id, second.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(begun.Value!.Id, node.App.Get<Latest<LoadBoard>>().Value.UnderWay(node.Node.Id)!.Id);
        Assert.Equal(LoadingNode.Second.Id, node.App.Get<LoadsUnderWay>().On(node.Node.Id)!.ModelId);
    }

    [Fact]
    public async Task What_was_on_its_way_when_OptaOps_ended_is_settled_by_the_next_start()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(MeasuredNode.Quick);
        server.Models.Add(LoadingNode.Second with { CanaryTime = TimeSpan.FromMinutes(10) });
        await using var simulator = await LmxSimulator.StartAsync(server, TimeProvider.System, cancellationToken: Cancellation);
        string[] settings = ["--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{simulator.Address}", "--Fleet:PollEvery", "00:00:01"];
        string storage;
        int id;
        await using (var before = await App.StartAsync(null, settings))
        {
            storage = before.Storage;
            var view = await before.NodeAsync(view => view.Models is { Count: 1 });
            id = (await before.Get<LoadCommands>().LoadAsync(view.Id, new LoadWish { ModelId = LoadingNode.Second.Id }, Cancellation)).Value!.Id;
            await server.Requests.WaitForAsync("/admin/models/load", 1, Cancellation);
        }

        await using var after = await App.StartAsync(storage, settings);
        var unknown = await after.AttemptAsync(attempt => attempt.Id == id);
        server.Models.AddLoaded(LoadingNode.Second);
        var end = await after.AttemptAsync(attempt => attempt.Id == id && attempt.EndedAt is not null);

        Assert.Equal(LoadState.Unknown, unknown.State);
        Assert.Equal((LoadState.Done, "loaded"), (end.State, end.Outcome));
        Assert.Equal(1, server.Loads());
    }

    [Fact]
    public async Task A_result_stays_until_it_is_dismissed_and_the_record_keeps_it()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second);
        var end = await node.LoadedAsync(LoadingNode.Second.Id);
        Assert.NotNull(node.App.Get<Latest<LoadBoard>>().Value.Find(end.Id));

        Assert.True(await node.App.Get<LoadCommands>().DismissAsync(end.Id, Cancellation));

        Assert.Null(node.App.Get<Latest<LoadBoard>>().Value.Find(end.Id));
        Assert.NotNull((await node.App.Get<LoadCommands>().FindAsync(end.Id, Cancellation))!.DismissedAt);
    }

    private static JsonNode With(JsonNode body, Action<JsonNode> change)
    {
        change(body);
        return body;
    }
}

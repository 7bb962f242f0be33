using System.Text.Json.Nodes;
using OptaOps.Core;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Core.Loads;
using OptaOps.Tests.Loads;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Benchmarks;

/// <summary>Cold starts on demand: a model is unloaded and loaded again only when it is sure to come back.</summary>
public sealed class ReloadTests
{
    private static readonly string[] OneToken =
    [
        "--Benchmarks:Scenarios:0:Name", "cold", "--Benchmarks:Scenarios:0:Prompt", "Tell me", "--Benchmarks:Scenarios:0:MaxTokens", "2",
        "--Benchmarks:Scenarios:0:Repeats", "2", "--Benchmarks:Scenarios:0:ColdRepeats", "1",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_model_is_loaded_once_and_as_often_again_as_the_scenario_says_with_what_it_was_loaded_with()
    {
        await using var node = await LoadingNode.StartAsync(null, OneToken);
        await node.EndAsync(await node.UnloadAsync(MeasuredNode.Model));
        await node.LoadedAsync(MeasuredNode.Model, keepAlive: 3600);
        await node.App.NodeAsync(view => view.Models is { Count: 1 });

        var benchmark = await RunAsync(node, await StartAsync(node));

        Assert.Equal((BenchmarkState.Completed, null, ColdStart.Reload), (benchmark.State, benchmark.ReasonCode, benchmark.ColdStart));
        var runs = benchmark.Cells.Single().Runs;
        Assert.Equal(
            [Temperature.FirstAfterLoad, Temperature.FirstAfterLoad, Temperature.WarmCached],
            runs.Select(run => run.Temperature!.Value));
        Assert.Equal([true, true, false], runs.Select(run => run.LoadMs > 0));
        Assert.Equal((3, 3), (node.Server.Loads(), node.Server.Unloads()));
        Assert.All(node.Server.Requests.All.Where(request => request.Path == "/admin/models/load").Skip(1), request => Assert.Equal(
            """{"model_id":"acme/Foo-4bit","auto_download":false,"performance_overrides":{"memory_estimate_gb":172.43},"keep_alive_sec":3600,"backend":"vllm-mlx"}""",
            request.Body));
        Assert.Equal(2, node.App.Get<Latest<EventBoard>>().Value.Events.Count(each => each.Kind == "reloadEnded" && each.BenchmarkId == benchmark.Id));
        Assert.DoesNotContain(node.App.Get<Latest<LoadBoard>>().Value.Items, attempt => attempt.Kind == LoadKind.Reload);
    }

    [Theory]
    [InlineData("notListed", "does not list it")]
    [InlineData("notRoutable", "quarantined")]
    [InlineData("inFlight", "2 requests are in flight")]
    [InlineData("inFlightUnknown", "not known")]
    [InlineData("memoryUnknown", "how much memory it takes is not known")]
    [InlineData("nodeMemoryUnknown", "does not tell its memory")]
    [InlineData("wouldEvict", "another model")]
    [InlineData("ownEstimate", "find room")]
    [InlineData("noAdminKey", "admin key")]
    public async Task A_reload_that_is_not_surely_safe_is_refused_and_nothing_is_sent(string what, string said)
    {
        await using var node = await LoadingNode.StartAsync(server =>
        {
            if (what == "wouldEvict")
            {
                server.Models.AddLoaded(LoadingNode.Second);
            }
        });
        MakeUnsafe(node.Server, what);

        var refusal = (await StartAsync(node)).Refusal!;

        Assert.Equal("reloadNotSafe", refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nothing was sent", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (node.Server.Loads(), node.Server.Unloads()));
    }

    [Fact]
    public async Task It_is_judged_again_just_before_each_unload()
    {
        await using var node = await LoadingNode.StartAsync(null, OneToken);
        var first = await node.BeginAsync("short_64");
        var second = await StartAsync(node);
        node.Server.Models.Add(MeasuredNode.Quick with { Cache = SimulatedCache.Broken });
        await node.App.BenchmarkAsync(first, live => live.Benchmark.FinishedAt is not null);

        var benchmark = await RunAsync(node, second);

        Assert.Equal((BenchmarkState.Failed, "reloadNotSafe"), (benchmark.State, benchmark.ReasonCode));
        Assert.Equal((0, 0), (node.Server.Loads(), node.Server.Unloads()));
        Assert.Single(node.Server.Models.Loaded);
    }

    [Theory]
    [InlineData(202, "downloadRequired", "does not find")]
    [InlineData(507, "insufficientMemory", "no room")]
    public async Task A_reload_that_does_not_end_in_200_ends_the_benchmark_and_tells_the_cure(int status, string outcome, string said)
    {
        await using var node = await LoadingNode.StartAsync(null, OneToken);
        node.Server.Faults.Next("/admin/models/load", SimulatedFault.Answer(status, status == 202
            ? """{"status":"download_required","model_id":"acme/Foo-4bit","confirmation_token":"dl-0","message":"Model not found locally. Confirm."}"""
            : """{"error":{"message":"Loading pushed memory to 91.0%","type":"insufficient_memory","param":null,"code":"insufficient_memory"}}"""));

        var benchmark = await RunAsync(node, await StartAsync(node));
        var attempt = await node.App.AttemptAsync(each => each.Kind == LoadKind.Reload);

        Assert.Equal((BenchmarkState.Failed, "reloadFailed"), (benchmark.State, benchmark.ReasonCode));
        Assert.Contains(said, benchmark.Reason, StringComparison.Ordinal);
        Assert.Contains("did not come back", benchmark.Reason, StringComparison.Ordinal);
        Assert.Equal((outcome, benchmark.Id), (attempt.Outcome, attempt.BenchmarkId));
        Assert.Contains(attempt.Cure!, benchmark.Reason, StringComparison.Ordinal);
        Assert.Contains(node.App.Get<Latest<EventBoard>>().Value.Events, each => each is { Kind: "reloadFailed", Severity: EventSeverity.Problem } && each.BenchmarkId == benchmark.Id);
        Assert.Equal((1, 1), (node.Server.Loads(), node.Server.Unloads()));
        Assert.DoesNotContain(node.Server.Requests.All, request => request.Path.EndsWith("/confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancel_during_a_reload_lets_the_load_go_on_and_tells_how_it_ends()
    {
        var slow = MeasuredNode.Quick with { CanaryTime = TimeSpan.FromSeconds(2) };
        await using var node = await MeasuredNode.StartAsync(slow, null, OneToken);
        var begun = await StartAsync(node);
        await node.Server.Requests.WaitForAsync("/admin/models/load", 1, Cancellation);

        await node.App.Get<BenchmarkQueue>().CancelAsync(begun.Value!.Id, Cancellation);
        var benchmark = await RunAsync(node, begun);
        var other = await node.LoadAsync("acme/Baz");
        var end = await node.App.AttemptAsync(each => each.Kind == LoadKind.Reload && each.EndedAt is not null);

        Assert.Equal(BenchmarkState.Cancelled, benchmark.State);
        Assert.Contains("goes on", benchmark.Reason, StringComparison.Ordinal);
        Assert.Equal("loadUnderWay", other.Refusal!.Code);
        Assert.Equal((LoadState.Done, "loaded"), (end.State, end.Outcome));
        Assert.Equal((1, 1), (node.Server.Loads(), node.Server.Unloads()));
        Assert.Single(node.Server.Models.Loaded);
    }

    private static Task<Outcome<BenchmarkView>> StartAsync(MeasuredNode node) => node.App.Get<BenchmarkQueue>().StartAsync(
        new BenchmarkRequest
        {
            NodeId = node.Node.Id,
            Models = [MeasuredNode.Model],
            Scenarios = [node.App.Get<ScenarioCatalog>().All.Any(each => each.Name == "cold") ? "cold" : "short_64"],
            ColdStart = ColdStart.Reload,
        },
        Cancellation);

    private static async Task<BenchmarkView> RunAsync(MeasuredNode node, Outcome<BenchmarkView> begun)
    {
        Assert.Null(begun.Refusal);
        await node.App.BenchmarkAsync(begun.Value!.Id, live => live.Benchmark.FinishedAt is not null);
        return (await node.App.Get<BenchmarkArchive>().FindAsync(begun.Value.Id, Cancellation))!;
    }

    private static void MakeUnsafe(SimulatedServer server, string what)
    {
        switch (what)
        {
            case "notListed":
                server.Models.Add(MeasuredNode.Quick with { Cache = SimulatedCache.Broken });
                break;
            case "notRoutable":
                server.Models.Loaded[0].Readiness = "quarantined";
                break;
            case "wouldEvict":
                server.ThresholdPercent = 40;
                break;
            case "noAdminKey":
                server.AdminKey = "secret";
                break;
            default:
                server.Rewrite = (path, body) => Without(what, path, body);
                break;
        }
    }

    private static JsonNode Without(string what, string path, JsonNode body)
    {
        switch (what, path)
        {
            case ("inFlight", "/admin/status"):
                body["in_flight_requests"] = 2;
                break;
            case ("inFlightUnknown", "/admin/status"):
                body["in_flight_requests"] = null;
                break;
            case ("nodeMemoryUnknown", "/admin/status"):
                body["memory"] = null;
                break;
            case ("memoryUnknown", "/admin/models"):
                body["loaded"]![0]!["memory_gb"] = 0;
                break;
            case ("ownEstimate", "/admin/models"):
                body["loaded"]![0]!["performance"] = new JsonObject { ["memory_estimate_gb"] = 400.0 };
                break;
            default:
                break;
        }

        return body;
    }
}

using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

/// <summary>Inference servers that are not LMX, by what they really answer.</summary>
public sealed class OtherKindTests
{
    private static readonly Dictionary<string, Dictionary<string, (int Status, string Body)>> Servers = new()
    {
        ["llama.cpp"] = new()
        {
            ["/health"] = (200, """{"status":"ok"}"""),
            ["/v1/models"] = (200, List("qwen.gguf", "llamacpp")),
            ["/props"] = (200, """{"default_generation_settings":{"n_ctx":8192},"total_slots":4,"build_info":"b4321-abcdef"}"""),
        },
        ["vLLM"] = new()
        {
            ["/health"] = (200, ""),
            ["/version"] = (200, """{"version":"0.11.0"}"""),
            ["/v1/models"] = (200, """{"object":"list","data":[{"id":"Qwen/Qwen3-8B","object":"model","created":1771850000,"owned_by":"vllm","max_model_len":40960}]}"""),
        },
        ["LM Studio"] = new()
        {
            ["/v1/models"] = (200, List("qwen3-8b", "organization_owner")),
            ["/api/v0/models"] = (200, """{"object":"list","data":[{"id":"qwen3-8b","object":"model","type":"llm","state":"not-loaded","max_context_length":40960}]}"""),
        },
        ["Ollama"] = new()
        {
            ["/"] = (200, "Ollama is running"),
            ["/v1/models"] = (200, List("qwen3:8b", "library")),
            ["/api/version"] = (200, """{"version":"0.12.3"}"""),
        },
        ["another"] = new() { ["/v1/models"] = (200, List("qwen3-8b", "someone")) },
    };

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("llama.cpp", NodeKind.LlamaCpp, "llama.cpp b4321-abcdef", true)]
    [InlineData("vLLM", NodeKind.Vllm, "vLLM 0.11.0", true)]
    [InlineData("LM Studio", NodeKind.LmStudio, "loads what it is asked for", false)]
    [InlineData("Ollama", NodeKind.Ollama, "Ollama 0.12.3", false)]
    [InlineData("another", NodeKind.OpenAi, "OpenAI-compatible", null)]
    public async Task A_server_of_another_kind_is_recognised_and_says_what_needs_lmx(string name, NodeKind kind, string words, bool? listsLoadedOnly)
    {
        await using var peer = new OtherServer(Servers[name]);
        await using var app = await WatchAsync(peer);

        var node = await app.NodeAsync(each => each.State == NodeState.Online);

        Assert.Equal(kind, node.Kind);
        Assert.Contains(words, node.Reason, StringComparison.Ordinal);
        Assert.Equal(new NodeAbilities(Status: false, Load: false, Benchmark: true), node.Can);
        Assert.Contains("Needs LMX", node.Needs.Status, StringComparison.Ordinal);
        Assert.Equal(listsLoadedOnly, node.ListsLoadedOnly);
        Assert.Null(node.LmxVersion);
        Assert.Null(node.Models!.Single().LoadedAt);
        Assert.Equal(kind == NodeKind.Vllm ? 40_960 : null, node.Models!.Single().ContextLength);
    }

    [Fact]
    public async Task A_known_kind_is_asked_for_its_models_alone()
    {
        await using var peer = new OtherServer(Servers["Ollama"]);
        await using var app = await WatchAsync(peer);
        var node = await app.NodeAsync(each => each.Kind == NodeKind.Ollama);

        await app.Get<FleetPoller>().PollNowAsync(node.Id, _token);
        await app.Get<FleetPoller>().PollNowAsync(node.Id, _token);

        Assert.Equal((1, 1, 1), (peer.TimesAsked("/admin/status"), peer.TimesAsked("/api/version"), peer.TimesAsked("/healthz")));
        Assert.True(peer.TimesAsked("/v1/models") >= 3);
    }

    [Fact]
    public async Task A_llama_server_that_loads_its_model_is_busy()
    {
        const string Loading = """{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""";
        await using var peer = new OtherServer(new Dictionary<string, (int, string)>
        {
            ["/admin/status"] = (503, Loading),
            ["/healthz"] = (503, Loading),
            ["/v1/models"] = (503, Loading),
        });
        await using var app = await WatchAsync(peer);

        Assert.Contains("loading", (await app.NodeAsync(each => each.State == NodeState.Busy)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_benchmark_of_a_server_of_another_kind_runs_to_its_end()
    {
        await using var peer = new OtherServer(Servers["llama.cpp"]);
        await using var app = await WatchAsync(peer);
        var node = await app.NodeAsync(each => each.Can.Benchmark);

        var begun = await app.Get<BenchmarkQueue>().StartAsync(new BenchmarkRequest { NodeId = node.Id, Models = ["qwen.gguf"], Scenarios = ["short_64"] }, _token);
        await app.BenchmarkAsync(begun.Value!.Id, live => live.Benchmark.FinishedAt is not null);
        var benchmark = (await app.Get<BenchmarkArchive>().FindAsync(begun.Value.Id, _token))!;

        Assert.Equal(BenchmarkState.Completed, benchmark.State);
        var runs = benchmark.Cells.Single().Runs;
        Assert.Equal(3, runs.Count);
        Assert.All(runs, run => Assert.Equal((RunState.Ok, 64, TokenCountSource.Usage), (run.State, run.OutputTokens, run.TokenCountSource)));
        Assert.All(runs, run => Assert.NotNull(run.TtftMs));
    }

    private static string List(string id, string owner) => $$"""{"object":"list","data":[{"id":"{{id}}","object":"model","created":1771850000,"owned_by":"{{owner}}"}]}""";

    private static Task<App> WatchAsync(OtherServer peer) => App.StartAsync(
        null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{peer.Address}", "--Fleet:PollEvery", "00:00:02");
}

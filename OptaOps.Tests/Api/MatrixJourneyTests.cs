using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Api;

public sealed class MatrixJourneyTests
{
    private const string Model = "inferencerlabs/MiniMax-M2.5-MLX-6.5bit";
    private static readonly string[] Fast = ["--Simulator:Enabled", "true", "--Simulator:Speed", "60"];
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_matrix_is_measured_stored_and_still_there_after_a_restart()
    {
        string storage;
        int id;
        await using (var app = await App.StartAsync(null, Fast))
        {
            storage = app.Storage;
            var node = await Mono(app);
            var answer = await PostAsync(app, node.Id, Model, "short_64", "medium_256");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            id = (await BodyAsync(answer))["id"]!.GetValue<int>();
            Assert.Equal($"/api/v1/benchmarks/{id}", answer.Headers.Location?.ToString());

            var done = await app.BenchmarkAsync(id, live => live.Benchmark.FinishedAt is not null);
            Assert.Equal(BenchmarkState.Completed, done.Benchmark.State);
            Assert.Equal(new BenchmarkProgress(6, 6, 0), done.Benchmark.Progress);
        }

        await using var again = await App.StartAsync(storage, Fast);
        var stored = JsonNode.Parse(await again.Http.GetStringAsync($"/api/v1/benchmarks/{id}", _token))!;
        var runs = stored["cells"]!.AsArray().SelectMany(cell => cell!["runs"]!.AsArray()).OrderBy(run => run!["n"]!.GetValue<int>()).ToArray();

        Assert.Equal("completed", stored["state"]!.GetValue<string>());
        Assert.Equal(["firstAfterLoad", "warm"], runs.Take(2).Select(run => run!["temperature"]!.GetValue<string>()));
        Assert.All(runs.Skip(2), run => Assert.Equal("warmCached", run!["temperature"]!.GetValue<string>()));
        Assert.All(runs, run => Assert.Equal("exact", run!["tokenCountSource"]!.GetValue<string>()));
        Assert.All(runs, run => Assert.True(run!["evidence"]!["alone"]!.GetValue<bool>()));
        var timeline = JsonNode.Parse(await again.Http.GetStringAsync($"/api/v1/benchmarks/{id}/runs/1/timeline", _token))!;
        Assert.Equal(64, timeline["atMs"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_second_matrix_waits_says_so_and_a_cancelled_one_keeps_its_runs()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "4");
        var node = await Mono(app);
        var first = (await BodyAsync(await PostAsync(app, node.Id, Model, "long_512")))["id"]!.GetValue<int>();
        var second = await BodyAsync(await PostAsync(app, node.Id, Model, "short_64"));
        var waiting = second["id"]!.GetValue<int>();

        Assert.Equal("queued", second["state"]!.GetValue<string>());
        Assert.Equal($"Waits for benchmark {first} on {node.Name}.", second["reason"]!.GetValue<string>());
        await app.BenchmarkAsync(first, live => live.Run?.Pieces > 0);
        Assert.Equal(HttpStatusCode.Conflict, (await app.Http.DeleteAsync($"/api/v1/benchmarks/{first}", _token)).StatusCode);
        await app.Http.PostAsync($"/api/v1/benchmarks/{waiting}/cancel", null, _token);
        await app.Http.PostAsync($"/api/v1/benchmarks/{first}/cancel", null, _token);

        var cancelled = await app.BenchmarkAsync(first, live => live.Benchmark.FinishedAt is not null);
        Assert.Equal(BenchmarkState.Cancelled, cancelled.Benchmark.State);
        Assert.Contains(cancelled.Benchmark.Cells.SelectMany(cell => cell.Runs), run => run.State == RunState.Cancelled);
        Assert.Equal(BenchmarkState.Cancelled, (await app.BenchmarkAsync(waiting, live => live.Benchmark.FinishedAt is not null)).Benchmark.State);
    }

    [Theory]
    [InlineData("""{"nodeId":99,"models":["m"],"scenarios":["short_64"]}""", 404, "nodeNotFound", "99")]
    [InlineData("""{"nodeId":1,"models":["nope"],"scenarios":["short_64"]}""", 409, "modelNotLoaded", "nope")]
    [InlineData("""{"nodeId":1,"models":["inferencerlabs/MiniMax-M2.5-MLX-6.5bit"],"scenarios":["tiny"]}""", 400, "unknownScenario", "tiny")]
    [InlineData("""{"nodeId":1,"models":[],"scenarios":["short_64"]}""", 400, "emptyMatrix", "models")]
    [InlineData("""{"nodeId":1,"models":["m"]}""", 400, "emptyMatrix", "scenarios")]
    [InlineData("""{"nodeId":1,"models":["m"],"scenarios":["short_64"],"coldStart":"load"}""", 400, "coldStartNotAvailable", "load")]
    [InlineData("""{"nodeId":1,"models":["m"],"scenarios":["short_64"],"coldStart":"banana"}""", 400, "badRequest", "coldStart")]
    [InlineData("""{"nodeId":1,"models":""", 400, "badRequest", "models")]
    public async Task A_bad_matrix_is_a_problem_that_names_what_is_wrong(string body, int status, string code, string named)
    {
        await using var app = await App.StartAsync(null, Fast);
        await Mono(app);

        var answer = await app.Http.PostAsync("/api/v1/benchmarks", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), _token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await BodyAsync(answer);
        Assert.Equal(code, problem["code"]!.GetValue<string>());
        Assert.Contains(named, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Foreign_origins_unknown_paths_and_health_are_answered_as_designed()
    {
        await using var app = await App.StartAsync(null, Fast);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/benchmarks/1/cancel");
        foreign.Headers.Add("Origin", "http://evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Http.SendAsync(foreign, _token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/v1/nothing", _token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/live", _token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/health/ready", _token)).StatusCode);
        var page = await app.Http.GetAsync("/", _token);
        Assert.Contains("script-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/_framework/blazor.web.js", _token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/css/tokens.css", _token)).StatusCode);
    }

    private static Task<NodeView> Mono(App app) => app.NodeAsync(node => node.Name.StartsWith("Mono512", StringComparison.Ordinal) && node.Models is { Count: > 0 });

    private Task<HttpResponseMessage> PostAsync(App app, int nodeId, string model, params string[] scenarios) =>
        app.Http.PostAsJsonAsync("/api/v1/benchmarks", new { nodeId, models = new[] { model }, scenarios }, _token);

    private async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(_token))!;
}

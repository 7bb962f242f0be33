using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Access;

/// <summary>Keys of nodes are sent to their nodes and go nowhere else, whatever happens there.</summary>
public sealed class NodeKeyTests : IAsyncLifetime
{
    private const string Canary = "canary-";
    private const string Model = "acme/Foo-4bit";
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new();
    private readonly string _storage = TempFolders.Make();
    private LmxSimulator _friend = null!;
    private LmxSimulator _stranger = null!;
    private ShippedProgram _program = null!;

    public async ValueTask InitializeAsync()
    {
        _friend = await LmxSimulator.StartAsync(Server($"{Canary}admin", $"{Canary}inference"), TimeProvider.System);
        _stranger = await LmxSimulator.StartAsync(Server("another", "another too"), TimeProvider.System);
        _program = ShippedProgram.Start(
            new()
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage__Directory"] = _storage,
                ["Fleet__PollEvery"] = "00:00:01",
                ["Serilog__MinimumLevel__Default"] = "Verbose",
                ["Serilog__MinimumLevel__Override__Microsoft"] = "Verbose",
                ["Serilog__MinimumLevel__Override__System"] = "Verbose",
            },
            [.. Node(0, "friend", _friend.Address), .. Node(1, "stranger", _stranger.Address), .. Node(2, "gone", new Uri("http://127.0.0.1:9"))]);
        var line = await _program.LineAsync("Now listening on: ");
        _http.BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        await _program.LineAsync("Application started");

        // A poll begins only after the one before it was published.
        await _friend.Server.Requests.WaitForAsync("/admin/status", 3, _token);
        await _stranger.Server.Requests.WaitForAsync("/admin/status", 3, _token);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await _friend.DisposeAsync();
        await _stranger.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task A_key_is_in_no_answer_of_the_API_no_page_no_stored_file_and_no_line_of_the_most_talkative_log()
    {
        using var started = await _http.PostAsJsonAsync("/api/v1/benchmarks", new { nodeId = 1, models = new[] { Model }, scenarios = new[] { "short_64" } }, _token);
        await _friend.Server.Requests.WaitForAsync("/v1/chat/completions", 3, _token);
        var answers = new List<string> { $"{started}{await started.Content.ReadAsStringAsync(_token)}" };
        foreach (var path in await ReadablePathsAsync())
        {
            using var answer = await _http.GetAsync(path, _token);
            answers.Add($"{answer}{await answer.Content.ReadAsStringAsync(_token)}");
        }

        var nodes = await _http.GetFromJsonAsync<JsonArray>("/api/v1/nodes", _token);
        await _program.KillAsync();

        Assert.Equal(["online", "unauthorized", "unreachable"], nodes!.Select(node => node!["state"]!.GetValue<string>()));
        Assert.Contains(_friend.Server.Requests.All, request => request.Headers.Values.Contains($"{Canary}admin"));
        Assert.Contains(_friend.Server.Requests.All, request => request.Headers.Values.Contains($"Bearer {Canary}inference"));
        Assert.Contains(_program.Output, line => line.Contains(" DBG ", StringComparison.Ordinal));
        Assert.DoesNotContain(answers, answer => answer.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(_program.Output, line => line.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(_storage, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    private static SimulatedServer Server(string adminKey, string inferenceKey)
    {
        var server = new SimulatedServer("peer") { AdminKey = adminKey, InferenceKey = inferenceKey };
        server.Models.AddLoaded(new SimulatedModel(Model) { MemoryGb = 172.43, Timing = SimulatedTiming.FromMilliseconds(5, 5, 5, 1) });
        return server;
    }

    private static string[] Node(int i, string name, Uri address) =>
    [
        $"--Fleet:Nodes:{i}:Name", name, $"--Fleet:Nodes:{i}:Address", $"{address}",
        $"--Fleet:Nodes:{i}:AdminKey", $"{Canary}admin", $"--Fleet:Nodes:{i}:InferenceKey", $"{Canary}inference",
    ];

    /// <summary>Every GET that the API describes, for the first of everything, and every page. The endless stream of events says what their log says.</summary>
    private async Task<IEnumerable<string>> ReadablePathsAsync()
    {
        var description = await _http.GetFromJsonAsync<JsonObject>("/openapi/v1.json", _token);
        var api = description!["paths"]!.AsObject().Where(path => path.Value!["get"] is not null && path.Key != "/api/v1/events").Select(path => path.Key).ToArray();
        Assert.Contains("/api/v1/nodes/{id}", api);
        return api
            .SelectMany(path => new[] { "1", "2", "3" }.Select(id => path.Replace("{id}", id, StringComparison.Ordinal).Replace("{n}", "1", StringComparison.Ordinal)))
            .Concat(["/api/v1/history?metric=ttftWarm", "/api/v1/nodes/1/history?metric=memoryUsedGb"])
            .Concat(["/", "/nodes/1", "/nodes/2", "/benchmarks", "/benchmarks/1", "/history", "/events", "/gateways", "/nodes/new", "/nodes/1/edit", "/login", "/api", "/openapi/v1.json"])
            .Distinct();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

/// <summary>Calls of the API on nodes, as a script makes them.</summary>
internal static class SavedNodes
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static SimulatedServer Server(string? adminKey = null, string? inferenceKey = null, string model = "acme/Foo-4bit")
    {
        var server = new SimulatedServer("peer") { AdminKey = adminKey, InferenceKey = inferenceKey };
        server.Models.AddLoaded(new SimulatedModel(model) { MemoryGb = 172.43, Timing = SimulatedTiming.FromMilliseconds(5, 5, 5, 1) });
        return server;
    }

    public static Task<App> StartAsync(string? storage = null, params string[] settings) =>
        App.StartAsync(storage, ["--Simulator:Enabled", "false", "--Fleet:PollEvery", "00:00:01", .. settings]);

    public static async Task<int> AddAsync(this App app, string name, Uri address, string? adminKey = null, string? inferenceKey = null)
    {
        using var answer = await app.Http.PostAsJsonAsync("/api/v1/nodes", new { name, address = $"{address}", adminKey, inferenceKey }, Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!["id"]!.GetValue<int>();
        Assert.Equal($"/api/v1/nodes/{id}", answer.Headers.Location?.ToString());
        return id;
    }

    /// <summary>The status, the code of a problem, and the fields that it names.</summary>
    public static async Task<(HttpStatusCode Status, string? Code, string[] Fields)> SendAsync(this App app, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await app.Http.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        var document = answer.IsSuccessStatusCode ? null : JsonNode.Parse(text);
        return (answer.StatusCode, document?["code"]?.GetValue<string>(), document?["errors"] is JsonObject errors ? [.. errors.Select(error => error.Key)] : []);
    }
}

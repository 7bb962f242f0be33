using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

/// <summary>A started simulator with a client, on a clock that stands still and with answers that take no time unless scripted.</summary>
internal sealed class Peer : IAsyncDisposable
{
    public const string Model = "acme/Foo-4bit";

    public static SimulatedModel Foo { get; } = new(Model)
    {
        MemoryGb = 172.43,
        ContextLength = 196608,
        Timing = SimulatedTiming.FromMilliseconds(0, 0, 0, 0),
    };

    public required FakeTimeProvider Time { get; init; }

    public required LmxSimulator Simulator { get; init; }

    public required HttpClient Http { get; init; }

    public SimulatedServer Server => Simulator.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Peer> StartAsync(Action<SimulatedServer>? script = null)
    {
        var server = new SimulatedServer("Peer") { TotalMemoryGb = 512, BaseUsedGb = 42.34 };
        server.Models.AddLoaded(Foo);
        script?.Invoke(server);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1771850000));
        var simulator = await LmxSimulator.StartAsync(server, time, cancellationToken: Cancellation);
        return new Peer { Time = time, Simulator = simulator, Http = new HttpClient { BaseAddress = simulator.Address } };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path, Cancellation);

    public async Task<JsonNode> JsonAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path, Cancellation))!;

    /// <summary>Asks again and again until the answer fits; for what the server does on its own after a step of the clock.</summary>
    public async Task UntilAsync(string path, Func<JsonNode, bool> fits)
    {
        while (!fits(await JsonAsync(path)))
        {
            await Task.Yield();
        }
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public Task<HttpResponseMessage> LoadAsync(string id, string more = "") =>
        PostAsync("/admin/models/load", $$"""{"model_id":"{{id}}"{{more}}}""");

    public Task<HttpResponseMessage> ChatAsync(int maxTokens = 3, string prompt = "Tell me", string more = ",\"stream\":true") => PostAsync(
        "/v1/chat/completions",
        $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"{{prompt}}"}],"max_tokens":{{maxTokens}}{{more}}}""");

    /// <summary>The whole streamed answer.</summary>
    public async Task<string> StreamAsync(int maxTokens = 3, string more = "")
    {
        using var response = await ChatAsync(maxTokens, more: ",\"stream\":true" + more);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>A whole streamed answer that takes exactly so long: its deadlines are counted from an arrival before the step.</summary>
    public async Task<string> StreamWithinAsync(TimeSpan step, int maxTokens, string prompt = "Tell me")
    {
        using var response = await ChatAsync(maxTokens, prompt);
        Time.Advance(step);
        return await TextAsync(response);
    }

    public static async Task<JsonNode> BodyAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;

    public static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}

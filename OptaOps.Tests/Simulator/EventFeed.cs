using System.Text.Json.Nodes;

namespace OptaOps.Tests.Simulator;

/// <summary>An open event stream, read line by line without the product's own reader.</summary>
internal sealed class EventFeed(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>Returns with the headers: from then on it misses nothing.</summary>
    public static async Task<EventFeed> OpenAsync(Peer peer, string query = "")
    {
        var response = await peer.Http.GetAsync("/admin/events" + query, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)));
    }

    /// <summary>The next line, null at the end of the stream.</summary>
    public Task<string?> LineAsync() => reader.ReadLineAsync(Cancellation).AsTask();

    public async Task<(string Name, JsonObject Data)> NextAsync()
    {
        var name = await LineAsync();
        var data = await LineAsync();
        Assert.Equal("", await LineAsync());
        Assert.StartsWith("event: ", name, StringComparison.Ordinal);
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        return (name![7..], JsonNode.Parse(data![6..])!.AsObject());
    }

    /// <summary>The next events, each as its name and, where it has one, its state.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(int count)
    {
        var told = new List<string>();
        for (var turn = 0; turn < count; turn++)
        {
            var (name, data) = await NextAsync();
            told.Add(data["state"] is { } state ? $"{name} {state}" : name);
        }

        return told;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        Response.Dispose();
        return ValueTask.CompletedTask;
    }
}

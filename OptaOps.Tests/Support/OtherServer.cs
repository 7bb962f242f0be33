using System.Collections.Concurrent;
using System.Text;

namespace OptaOps.Tests.Support;

/// <summary>An inference server that is not LMX: fixed answers on the paths that it has, 404 on others, and a chat that streams.</summary>
internal sealed class OtherServer : IAsyncDisposable
{
    private readonly HttpPeer _peer;
    private readonly ConcurrentBag<string> _asked = [];

    public OtherServer(IReadOnlyDictionary<string, (int Status, string Body)> doors) => _peer = new HttpPeer(async (request, stream, cancellationToken) =>
    {
        _asked.Add(request.Path);
        var answer = request.Method == "POST" && request.Path == "/v1/chat/completions" ? Chat(request.Body)
            : doors.TryGetValue(request.Path, out var door) ? HttpAnswer.Of(door.Body, door.Status, door.Body.StartsWith('{') ? "application/json" : "text/plain")
            : HttpAnswer.Of("""{"error":{"message":"File Not Found","type":"not_found_error","code":404}}""", 404);
        await stream.WriteAsync(answer, cancellationToken);
    });

    public Uri Address => _peer.Address;

    public int TimesAsked(string path) => _asked.Count(each => each == path);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <summary>Three pieces, and as many tokens as were asked for in the usage.</summary>
    private static byte[] Chat(string body)
    {
        var most = System.Text.Json.Nodes.JsonNode.Parse(body)!["max_tokens"]!.GetValue<int>();
        string[] events =
        [
            """{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            .. new[] { "Once upon", " a time", " in the west" }.Select(piece => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{piece}}}"},"finish_reason":null}]}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""",
            $$$"""{"choices":[],"usage":{"prompt_tokens":40,"completion_tokens":{{{most}}},"total_tokens":{{{40 + most}}}}}""",
            "[DONE]",
        ];
        var text = string.Concat(events.Select(each => $"data: {each}\n\n"));
        return HttpAnswer.Of(Encoding.UTF8.GetBytes(text), 200, "text/event-stream");
    }
}

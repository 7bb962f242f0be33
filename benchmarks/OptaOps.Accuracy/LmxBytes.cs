using System.Text;
using System.Text.Json;

namespace OptaOps.Accuracy;

/// <summary>The bytes of an answer in the shape that LMX gives them, made before they are due.</summary>
internal static class LmxBytes
{
    // Of several lengths, so that the share of a text's characters is not the share of its tokens.
    private static readonly string[] Words = [" a", " stream", " of", " tokens", " that", " differ", " in", " length", ",", " like", " those", " of", " a", " language", " model"];

    /// <summary>Headers and role chunk: LMX sends them at once, before it reads the prompt.</summary>
    public static byte[] Begin =>
    [
        .. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"u8,
        .. Chunk(Event("\"assistant\"", "\"\"", "null")),
    ];

    public static byte[] Finish => Chunk(Event("null", "null", "\"stop\""));

    public static byte[] Done => [.. Chunk("data: [DONE]\n\n"), .. "0\r\n\r\n"u8];

    /// <summary>Every piece of text of a stream.</summary>
    public static byte[][] Pieces(StreamOrder order) =>
        [.. Enumerable.Range(0, order.Tokens).Chunk(order.TokensPerPiece).Select(tokens => Chunk(Event("null", JsonSerializer.Serialize(Text(tokens)), "null")))];

    /// <summary>LMX counts pieces here and calls them tokens.</summary>
    public static byte[] Usage(int pieces) => Chunk(
        $"data: {{\"id\":\"chatcmpl-a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"peer\",\"choices\":[],\"usage\":{{\"prompt_tokens\":9,\"completion_tokens\":{pieces},\"total_tokens\":{pieces + 9}}}}}\n\n");

    /// <summary>The whole text of a stream in one body, with the true count of its tokens.</summary>
    public static byte[] Unstreamed(StreamOrder order)
    {
        var text = JsonSerializer.Serialize(Text(Enumerable.Range(0, order.Tokens)).Trim());
        return Json($"{{\"choices\":[{{\"message\":{{\"content\":{text}}},\"finish_reason\":\"length\"}}],\"usage\":{{\"prompt_tokens\":9,\"completion_tokens\":{order.Tokens}}}}}");
    }

    public static byte[] Json(string body) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static string Text(IEnumerable<int> tokens) => string.Concat(tokens.Select(token => Words[token % Words.Length]));

    private static string Event(string role, string content, string finish) =>
        "data: {\"id\": \"chatcmpl-a\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"peer\", \"choices\": [{\"index\": 0, \"delta\": {\"role\": "
        + $"{role}, \"content\": {content}, \"tool_calls\": null}}, \"finish_reason\": {finish}}}], \"usage\": null}}\n\n";

    private static byte[] Chunk(string text) => Encoding.ASCII.GetBytes(FormattableString.Invariant($"{text.Length:x}\r\n{text}\r\n"));
}

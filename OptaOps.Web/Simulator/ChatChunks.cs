using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The chunks of one streamed answer, byte for byte in LMX's key order: unused delta keys are there as null (contract §5.2).</summary>
internal sealed class ChatChunks(string model, long created, bool oldVersion)
{
    private readonly string _id = NewId();

    public static string NewId() => "chatcmpl-" + Guid.NewGuid().ToString("N")[..12];

    public static JsonObject UsageCounts(int prompt, int completion) => new()
    {
        ["prompt_tokens"] = prompt,
        ["completion_tokens"] = completion,
        ["total_tokens"] = prompt + completion,
    };

    public JsonObject Role() => Chunk("assistant", "", null);

    public JsonObject Content(string text) => Chunk(null, text, null);

    /// <summary>Text in a field of its own, as other servers send reasoning.</summary>
    public JsonObject Piece(ChatPiece piece)
    {
        if (piece.Field == ChatPiece.Content)
        {
            return Content(piece.Text);
        }

        var chunk = Chunk(null, null, null);
        chunk["choices"]![0]!["delta"]![piece.Field] = piece.Text;
        return chunk;
    }

    /// <summary>The reason is always <c>stop</c> in a stream, even when the limit was reached.</summary>
    public JsonObject Final() => Chunk(null, null, "stop");

    public JsonObject Usage(int prompt, int completion) => Frame([], UsageCounts(prompt, completion));

    private JsonObject Chunk(string? role, string? content, string? finishReason) => Frame(
        [
            new JsonObject
            {
                ["index"] = 0,
                ["delta"] = new JsonObject { ["role"] = role, ["content"] = content, ["tool_calls"] = null },
                ["finish_reason"] = finishReason,
            },
        ],
        null);

    private JsonObject Frame(JsonArray choices, JsonObject? usage)
    {
        var frame = new JsonObject
        {
            ["id"] = _id,
            ["object"] = "chat.completion.chunk",
            ["created"] = created,
            ["model"] = model,
            ["choices"] = choices,
        };
        if (!oldVersion)
        {
            frame["usage"] = usage;
        }

        return frame;
    }
}

using System.Text;
using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>
/// One data line of a streamed chat completion (contract §5.2), reduced to what is measured. Unknown fields are ignored; a line that is no
/// JSON object is <see cref="ChatChunkKind.Malformed"/>.
/// </summary>
/// <param name="Content">Answer text of all choices; empty when there was none.</param>
/// <param name="Reasoning">Text of <c>reasoning_content</c> or <c>reasoning</c>; empty when there was none.</param>
/// <param name="ToolText">Name or arguments of a tool-call fragment; empty when there was none.</param>
/// <param name="CompletionTokens">From <c>usage</c>; on LMX the number of pieces, not of tokens (contract §5.3).</param>
/// <param name="Error">Message of an error object in place of a chunk; null normally.</param>
/// <param name="ErrorCode">The code beside it; null when there was none.</param>
public sealed record ChatChunk(
    ChatChunkKind Kind,
    string Content = "",
    string Reasoning = "",
    string ToolText = "",
    string? FinishReason = null,
    int? PromptTokens = null,
    int? CompletionTokens = null,
    string? Error = null,
    string? ErrorCode = null)
{
    private static readonly ChatChunk Done = new(ChatChunkKind.Done);
    private static readonly ChatChunk Malformed = new(ChatChunkKind.Malformed);

    /// <summary>True when the chunk carries text of any kind: a piece.</summary>
    public bool HasText => Content.Length > 0 || Reasoning.Length > 0 || ToolText.Length > 0;

    public static ChatChunk Parse(ReadOnlyMemory<byte> data)
    {
        if (data.Span.SequenceEqual("[DONE]"u8))
        {
            return Done;
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Malformed;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate or broken UTF-8 inside valid JSON.
            return Malformed;
        }
    }

    private static ChatChunk Read(JsonElement root)
    {
        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            var inObject = error.ValueKind == JsonValueKind.Object;
            return new(
                ChatChunkKind.Chunk,
                Error: (inObject ? Text(error, "message") : error.GetString()) ?? "no message",
                ErrorCode: inObject ? Text(error, "code") : null);
        }

        var content = new StringBuilder();
        var reasoning = new StringBuilder();
        var tools = new StringBuilder();
        string? finish = null;
        foreach (var choice in Items(root, "choices"))
        {
            finish = Text(choice, "finish_reason") ?? finish;
            if (choice.TryGetProperty("delta", out var delta) && delta.ValueKind == JsonValueKind.Object)
            {
                content.Append(Text(delta, "content"));
                reasoning.Append(Text(delta, "reasoning_content") ?? Text(delta, "reasoning"));
                AppendTools(delta, tools);
            }
        }

        var hasUsage = root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object;
        return new(
            ChatChunkKind.Chunk,
            content.ToString(),
            reasoning.ToString(),
            tools.ToString(),
            finish,
            hasUsage ? Count(usage, "prompt_tokens") : null,
            hasUsage ? Count(usage, "completion_tokens") : null);
    }

    private static void AppendTools(JsonElement delta, StringBuilder tools)
    {
        foreach (var call in Items(delta, "tool_calls"))
        {
            if (call.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
            {
                tools.Append(Text(function, "name")).Append(Text(function, "arguments"));
            }
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Count(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number is >= 0 and <= int.MaxValue
            ? (int)number
            : null;
}

/// <summary>What a data line is.</summary>
public enum ChatChunkKind
{
    Chunk,

    /// <summary><c>[DONE]</c>: the end of the stream.</summary>
    Done,

    /// <summary>No JSON object.</summary>
    Malformed,
}

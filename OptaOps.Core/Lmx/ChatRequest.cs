using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>The body of a measured chat completion (design §4): one user message, greedy, streamed, with the usage chunk asked for.</summary>
/// <param name="Model">Exact id of a loaded model.</param>
/// <param name="Prompt">The whole user message.</param>
/// <param name="MaxTokens">1 or more; LMX takes 0 as 2048 (contract §5.1).</param>
public sealed record ChatRequest(string Model, string Prompt, int MaxTokens)
{
    /// <summary>Value of <c>x-client-id</c>: keeps our traffic apart in the node's per-client metrics.</summary>
    public const string ClientId = "optaops";

    /// <summary>The fields beside model, prompt and max_tokens, for the hash that makes a scenario's version.</summary>
    public const string FixedFields = "temperature=0;top_p=1;stream;include_usage";

    /// <summary>Serialised once, outside the clock, so that the request carries a Content-Length.</summary>
    public byte[] ToUtf8Json() => Write(stream: true);

    /// <summary>The same request, answered in one body whose counts are the engine's own (contract §5.3).</summary>
    public byte[] ToUnstreamedUtf8Json() => Write(stream: false);

    private byte[] Write(bool stream)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", Model);
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteString("content", Prompt);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteNumber("max_tokens", MaxTokens);
            json.WriteNumber("temperature", 0);
            json.WriteNumber("top_p", 1);
            json.WriteBoolean("stream", stream);
            if (stream)
            {
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The fields of a chat request that change what a simulated server does (contract §5.1).</summary>
/// <param name="Prompt">The text of all messages: the key of the prefix cache.</param>
/// <param name="Interactive">The lane that skips every slot limit.</param>
internal sealed record ChatRequest(string Model, string Prompt, int MaxTokens, bool Stream, bool IncludeUsage, bool Interactive)
{
    private const int DefaultMaxTokens = 2048;

    /// <summary>LMX's estimate for streamed calls: a quarter of the characters (contract §5.3).</summary>
    public int EstimatedPromptTokens => Math.Max(1, Prompt.Length / 4);

    public static JsonArray Faults(JsonObject body)
    {
        var faults = new JsonArray();
        RequestBody.RequireText(body, "model", faults);
        if (body["messages"] is null)
        {
            faults.Add(RequestBody.Fault("missing", ["body", "messages"], "Field required", body.DeepClone()));
        }
        else if (body["messages"] is not JsonArray)
        {
            faults.Add(RequestBody.Fault("list_type", ["body", "messages"], "Input should be a valid list", body["messages"]!.DeepClone()));
        }

        RequestBody.Limit(body, "temperature", 0, 2, faults);
        RequestBody.Limit(body, "top_p", 0, 1, faults);
        RequestBody.Limit(body, "n", 1, 16, faults);
        RequestBody.Limit(body, "num_ctx", 512, 131072, faults);
        return faults;
    }

    public static ChatRequest From(LmxExchange exchange)
    {
        var body = exchange.Body;
        var limit = RequestBody.Number(body, "max_tokens") is { } given and not 0 ? (int)given : DefaultMaxTokens;
        return new ChatRequest(
            RequestBody.Text(body, "model")!,
            Text((JsonArray)body["messages"]!),
            Math.Max(0, limit),
            RequestBody.Flag(body, "stream"),
            RequestBody.Flag(body["stream_options"] as JsonObject, "include_usage"),
            (exchange.Header("x-serving-lane") ?? (exchange.Header("x-priority") == "high" ? "interactive" : null)) == "interactive");
    }

    private static string Text(JsonArray messages)
    {
        var text = new StringBuilder();
        foreach (var message in messages.OfType<JsonObject>())
        {
            var content = message["content"];
            text.Append(content?.GetValueKind() == JsonValueKind.String ? content.GetValue<string>() : content?.ToJsonString());
        }

        return text.ToString();
    }
}

namespace OptaOps.Core.Lmx;

/// <summary>An unstreamed chat completion (contract §5.6): here the finish reason and, on the batched engine, the counts are true.</summary>
/// <param name="Text">Content of the first choice; empty when there was none. Untrusted.</param>
/// <param name="FinishReason"><c>stop</c>, <c>length</c> or <c>tool_calls</c>; null when missing.</param>
/// <param name="PromptTokens">Real count on vllm-mlx, words on mlx-lm (contract §5.3); null when missing.</param>
/// <param name="CompletionTokens">The same, with the end token when the model stopped by itself; null when missing.</param>
public sealed record ChatAnswer(string Text, string? FinishReason, int? PromptTokens, int? CompletionTokens)
{
    /// <exception cref="LmxFormatException">No choices.</exception>
    internal static ChatAnswer Read(LmxJson json)
    {
        var choice = json.Objects("choices") is [var first, ..] ? first : throw json.Missing("choices");
        var usage = json.Object("usage");
        return new ChatAnswer(
            choice.Object("message")?.Text("content") ?? "",
            choice.Text("finish_reason"),
            usage?.Count("prompt_tokens"),
            usage?.Count("completion_tokens"));
    }
}

using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The answer in one body (contract §5.6). Here the counts are the engine's own and the finish reason tells a reached limit.</summary>
internal static class ChatReply
{
    /// <summary>LMX's text when no slot came free in time, in either form of an answer.</summary>
    public const string Busy = "Server is busy — all inference slots occupied. Try again shortly.";

    public static async Task RunAsync(LmxExchange exchange, ChatRequest request, Generation generation)
    {
        if (!await generation.EnterAsync())
        {
            generation.Failed = true;
            generation.Finish();
            await exchange.BusyAsync(StatusCodes.Status429TooManyRequests, Busy, "rate_limit_exceeded", 5);
            return;
        }

        try
        {
            await generation.WaitForAsync(generation.Tokens);
        }
        finally
        {
            generation.Leave();
        }

        if (generation.Shape.ErrorAfter is not null)
        {
            generation.Failed = true;
            generation.Finish();
            await exchange.ErrorAsync(500, "Internal server error", "internal_server_error", null, "internal_error");
            return;
        }

        await exchange.AnswerAsync(Body(exchange, request, generation));
    }

    private static JsonObject Body(LmxExchange exchange, ChatRequest request, Generation generation)
    {
        generation.PromptTokens = request.Prompt.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length + 8;
        // The real count includes the end token, which a limit cuts off.
        generation.CompletionTokens = generation.Tokens + (generation.StoppedEarly ? 1 : 0);
        generation.Finish();
        return new JsonObject
        {
            ["id"] = ChatChunks.NewId(),
            ["object"] = "chat.completion",
            ["created"] = (long)exchange.Process.Now,
            ["model"] = generation.Model.Id,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = string.Concat(generation.Pieces.Select(piece => piece.Text)),
                    ["tool_calls"] = null,
                },
                ["finish_reason"] = generation.StoppedEarly ? "stop" : "length",
            }),
            ["usage"] = ChatChunks.UsageCounts(generation.PromptTokens, generation.CompletionTokens),
        };
    }
}

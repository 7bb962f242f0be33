using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The answer in one body (contract §5.6). Here the counts are the engine's own and the finish reason tells a reached limit.</summary>
internal static class ChatReply
{
    public static async Task RunAsync(LmxExchange exchange, ChatRequest request, Generation generation)
    {
        if (!await generation.EnterAsync())
        {
            await exchange.BusyAsync(StatusCodes.Status429TooManyRequests, "Server is busy. Retry later.", "rate_limit_exceeded", 5);
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
            await exchange.ErrorAsync(500, "Internal server error", "internal_server_error", null, "internal_error");
            return;
        }

        await exchange.AnswerAsync(Body(exchange, request, generation));
    }

    private static JsonObject Body(LmxExchange exchange, ChatRequest request, Generation generation)
    {
        var prompt = request.Prompt.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length + 8;
        // The real count includes the end token, which a limit cuts off.
        var completion = generation.Tokens + (generation.StoppedEarly ? 1 : 0);
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
            ["usage"] = ChatChunks.UsageCounts(prompt, completion),
        };
    }
}

using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The answer in one body (contract §5.6). Here the counts are the engine's own and the finish reason tells a reached limit.</summary>
internal sealed class ChatReply(LmxExchange exchange, ChatRequest request, Generation generation)
{
    /// <summary>LMX's text when no slot came free in time, in either form of an answer.</summary>
    public const string Busy = "Server is busy \u2014 all inference slots occupied. Try again shortly.";

    private readonly StreamShape _shape = generation.Shape;

    private int? FailsAfter => _shape.ErrorAfter <= generation.Tokens ? _shape.ErrorAfter : null;

    private int? CutAfter => _shape.CutAfter <= generation.Tokens ? _shape.CutAfter : null;

    public async Task RunAsync()
    {
        if (!await generation.EnterAsync())
        {
            generation.Failed = true;
            generation.Finish();
            await exchange.BusyAsync(StatusCodes.Status429TooManyRequests, Busy, "rate_limit_exceeded", 5);
            return;
        }

        await GenerateAsync();
        generation.Failed = FailsAfter is not null;
        if (CutAfter is not null)
        {
            exchange.Http.Abort();
        }
        else if (generation.Failed)
        {
            generation.Finish();
            await exchange.ErrorAsync(500, "Internal server error", "internal_server_error", null, "internal_error");
        }
        else
        {
            var body = Body();
            generation.Finish();
            await exchange.AnswerAsync(body);
        }
    }

    /// <summary>Nobody tells the engine that the client hung up, so the slot is taken until the answer would be done.</summary>
    private async Task GenerateAsync()
    {
        try
        {
            await generation.WaitForAsync(FailsAfter ?? CutAfter ?? generation.Tokens);
            if (_shape.StallAfter <= generation.Tokens)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Process.Time, exchange.Process.Ending);
            }
        }
        finally
        {
            generation.Leave();
        }
    }

    private JsonObject Body()
    {
        var text = string.Concat(generation.Pieces.Where(piece => piece.Field == ChatPiece.Content).Select(piece => piece.Text));
        (generation.PromptTokens, generation.CompletionTokens) = Count(text);
        return new JsonObject
        {
            ["id"] = ChatChunks.NewId(),
            ["object"] = "chat.completion",
            ["created"] = (long)exchange.Process.Now,
            ["model"] = generation.Model.Id,
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0,
                ["message"] = Message(text),
                // LMX compares counts, so an end token that just fits looks like the limit.
                ["finish_reason"] = generation.CompletionTokens >= request.MaxTokens ? "length" : "stop",
            }),
            ["usage"] = ChatChunks.UsageCounts(generation.PromptTokens, generation.CompletionTokens),
        };
    }

    private JsonObject Message(string text)
    {
        var opened = text.Contains("</think>", StringComparison.Ordinal) && !text.StartsWith("<think>", StringComparison.Ordinal);
        var message = new JsonObject { ["role"] = "assistant", ["content"] = opened ? "<think>" + text : text, ["tool_calls"] = null };
        if (_shape.ReasoningField is { } field)
        {
            message[field] = string.Concat(generation.Pieces.Where(piece => piece.Field == field).Select(piece => piece.Text));
        }

        return message;
    }

    /// <summary>The engine's own counts (contract §5.3); vllm-mlx counts the end token too, which a reached limit cuts off.</summary>
    private (int Prompt, int Completion) Count(string text) => generation.Model.Model.Backend switch
    {
        SimulatedModel.MlxLm => (SimulatedTokenizer.Words(request.Prompt), SimulatedTokenizer.Words(text)),
        SimulatedModel.VllmMlx => (SimulatedTokenizer.PromptTokens(request.Prompt), generation.Tokens + (generation.StoppedEarly ? 1 : 0)),
        _ => (SimulatedTokenizer.PromptTokens(request.Prompt), generation.Tokens),
    };
}

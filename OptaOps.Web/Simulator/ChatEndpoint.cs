using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary><c>POST /v1/chat/completions</c> (contract §5): validation, the slot, then a stream or one answer.</summary>
internal static class ChatEndpoint
{
    private const int DefaultTokens = 2048;

    public static async Task AnswerAsync(LmxExchange exchange)
    {
        var body = exchange.Body;
        var faults = new JsonArray();
        RequestBody.RequireText(body, "model", faults);
        RequestBody.Limit(body, "temperature", 0, 2, faults);
        RequestBody.Limit(body, "top_p", 0, 1, faults);
        if (body["messages"] is not JsonArray)
        {
            faults.Add(RequestBody.Fault("missing", ["body", "messages"], "Field required", body.DeepClone()));
        }

        if (faults.Count > 0)
        {
            await exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
            return;
        }

        var id = RequestBody.Text(body, "model")!;
        if (exchange.Server.Models.FindLoaded(id) is not { } model)
        {
            await exchange.ModelNotFoundAsync(id);
            return;
        }

        var tokens = (int)(RequestBody.Number(body, "max_tokens") ?? 0);
        var prompt = string.Concat(((JsonArray)body["messages"]!).OfType<JsonObject>().Select(message => RequestBody.Text(message, "content")));
        var request = new ChatAsked(model, prompt, tokens == 0 ? DefaultTokens : tokens, exchange.ArrivedAt);
        await (RequestBody.Flag(body, "stream") ? ChatStream.AnswerAsync(exchange, request) : OnceAsync(exchange, request));
    }

    private static async Task OnceAsync(LmxExchange exchange, ChatAsked asked)
    {
        if (!await SlotAsync(exchange))
        {
            await exchange.BusyAsync(StatusCodes.Status429TooManyRequests, "Server is busy, try again later", "rate_limit_exceeded", 5);
            return;
        }

        try
        {
            var shape = exchange.Server.TakeStream();
            var tokens = Math.Min(asked.MaxTokens, shape.EndAfter ?? asked.MaxTokens);
            var plan = SimulatedSchedule.Plan(asked.Model.Model.Timing, asked.Begin(exchange), tokens, exchange.Server.Speed);
            await Deadline.UntilAsync(exchange, asked.ArrivedAt, plan is [.., var last] ? last : 0);
            var early = tokens < asked.MaxTokens;
            await exchange.AnswerAsync(new JsonObject
            {
                ["id"] = "chatcmpl-simulated",
                ["object"] = "chat.completion",
                ["created"] = (long)exchange.Process.Now,
                ["model"] = asked.Model.Id,
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = string.Concat(Prose.Words(shape).Take(tokens)), ["tool_calls"] = null },
                    ["finish_reason"] = early ? "stop" : "length",
                }),
                ["usage"] = asked.Usage(tokens + (early ? 1 : 0)),
            });
        }
        finally
        {
            exchange.Process.Slots.Leave();
        }
    }

    /// <summary>False when no slot came free in time.</summary>
    public static async Task<bool> SlotAsync(LmxExchange exchange)
    {
        if (exchange.Process.Slots.TryTake())
        {
            return true;
        }

        using var patience = new CancellationTokenSource(exchange.Server.Scaled(exchange.Server.SlotWait), exchange.Process.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, exchange.Gone);
        try
        {
            await exchange.Process.Slots.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!exchange.Gone.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>A chat request that was found sound.</summary>
internal sealed record ChatAsked(LoadedModel Model, string Prompt, int MaxTokens, long ArrivedAt)
{
    /// <summary>Counts the request, as LMX does at its start, and tells what was warm.</summary>
    public PromptWarmth Begin(LmxExchange exchange) => Model.Begin(Prompt, exchange.Process.Now);

    /// <summary>Prompt tokens are characters ÷ 4 on LMX's streams (contract §5.3).</summary>
    public JsonObject Usage(int completion)
    {
        var prompt = Math.Max(1, Prompt.Length / 4);
        return new JsonObject { ["prompt_tokens"] = prompt, ["completion_tokens"] = completion, ["total_tokens"] = prompt + completion };
    }
}

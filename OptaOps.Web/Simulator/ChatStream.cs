using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>One streamed answer in the exact order of contract §5.2, bent by the script's <see cref="StreamShape"/>.</summary>
internal sealed class ChatStream
{
    private readonly LmxExchange _exchange;
    private readonly ChatAsked _asked;
    private readonly StreamShape _shape;
    private readonly SseWriter _out;
    private readonly string _id = $"chatcmpl-{Guid.CreateVersion7():N}";
    private readonly long _created;
    private int _pieces;

    private ChatStream(LmxExchange exchange, ChatAsked asked, StreamShape shape)
    {
        (_exchange, _asked, _shape) = (exchange, asked, shape);
        _out = new SseWriter(exchange, shape);
        _created = (long)exchange.Process.Now;
    }

    public static async Task AnswerAsync(LmxExchange exchange, ChatAsked asked)
    {
        var stream = new ChatStream(exchange, asked, exchange.Server.TakeStream());
        await stream.BeginAsync();
        if (!await ChatEndpoint.SlotAsync(exchange))
        {
            await stream.EndAsync("Server is busy, no slot in time");
            return;
        }

        try
        {
            await stream.SpeakAsync();
        }
        finally
        {
            exchange.Process.Slots.Leave();
        }
    }

    private async Task BeginAsync()
    {
        await _out.OpenAsync();
        if (_shape.RoleChunk)
        {
            await _out.EventAsync(Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "", ["tool_calls"] = null }, null));
            await _out.FlushAsync();
        }
    }

    private async Task SpeakAsync()
    {
        var tokens = Math.Min(_asked.MaxTokens, _shape.EndAfter ?? _asked.MaxTokens);
        var plan = SimulatedSchedule.Plan(_asked.Model.Model.Timing, _asked.Begin(_exchange), tokens, _exchange.Server.Speed);
        using var words = Prose.Words(_shape).GetEnumerator();
        for (var spoken = 0; spoken < tokens; spoken += _shape.TokensPerPiece)
        {
            if (await BreakOffAsync(spoken))
            {
                return;
            }

            var size = Math.Min(_shape.TokensPerPiece, tokens - spoken);
            var text = string.Concat(Enumerable.Range(0, size).Select(_ => words.MoveNext() ? words.Current : ""));
            await Deadline.UntilAsync(_exchange, _asked.ArrivedAt, plan[spoken + size - 1]);
            await _out.EventAsync(Chunk(Delta(text, spoken), null));
            _pieces++;
        }

        await _out.FlushAsync();
        if (!await BreakOffAsync(tokens))
        {
            await EndAsync(null);
        }
    }

    /// <summary>True when the script ends the stream at this token.</summary>
    private async Task<bool> BreakOffAsync(int spoken)
    {
        if (_shape.NonJsonAfter == spoken)
        {
            await _out.LineAsync("data: {not json");
        }

        if (_shape.ErrorObjectAfter == spoken)
        {
            await _out.EventAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = _shape.ErrorReason, ["type"] = "server_error", ["code"] = null } });
        }

        if (_shape.StallAfter == spoken)
        {
            await _out.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _exchange.Process.Time, _exchange.Gone);
        }

        if (_shape.CutAfter == spoken)
        {
            await _out.FlushAsync();
            if (!_shape.CutCleanly)
            {
                _exchange.Http.Abort();
            }

            return true;
        }

        if (_shape.ErrorAfter == spoken)
        {
            await EndAsync(_shape.ErrorReason);
            return true;
        }

        return false;
    }

    private JsonObject Delta(string text, int spoken)
    {
        var reasons = spoken < _shape.ReasoningTokens;
        if (_shape.ReasoningField is { } field)
        {
            return reasons ? new JsonObject { ["role"] = null, ["content"] = null, [field] = text } : Content(text);
        }

        var opens = reasons && spoken == 0 && _shape.OpeningThinkTag;
        var closes = _shape.ReasoningTokens > 0 && spoken < _shape.ReasoningTokens && spoken + _shape.TokensPerPiece >= _shape.ReasoningTokens;
        return Content($"{(opens ? "<think>" : "")}{text}{(closes ? "</think>" : "")}");
    }

    private static JsonObject Content(string? text) => new() { ["role"] = null, ["content"] = text, ["tool_calls"] = null };

    private async Task EndAsync(string? error)
    {
        if (error is not null)
        {
            await _out.EventAsync(Chunk(Content($"\n\n[Error: {error}]"), null));
        }

        if (_shape.FinalChunk)
        {
            // With n = 1 a stream always says stop, even when max_tokens was hit.
            await _out.EventAsync(Chunk(Content(null), "stop"));
        }

        var wanted = RequestBody.Flag(_exchange.Body["stream_options"] as JsonObject, "include_usage");
        if (_shape.Usage ?? wanted)
        {
            await _out.UsageAsync(new JsonObject
            {
                ["id"] = _id, ["object"] = "chat.completion.chunk", ["created"] = _created, ["model"] = _asked.Model.Id,
                ["choices"] = new JsonArray(), ["usage"] = _asked.Usage(_pieces),
            });
        }

        await _out.LineAsync("data: [DONE]");
        await _out.FlushAsync();
        if (_shape.SilenceAfterDone)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _exchange.Process.Time, _exchange.Gone);
        }
    }

    private JsonObject Chunk(JsonObject delta, string? finish) => new()
    {
        ["id"] = _id,
        ["object"] = "chat.completion.chunk",
        ["created"] = _created,
        ["model"] = _asked.Model.Id,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        ["usage"] = null,
    };
}

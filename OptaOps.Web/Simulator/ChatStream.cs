using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>The streamed answer in the order of contract §5.2, bent by the scripted shape.</summary>
internal sealed class ChatStream(LmxExchange exchange, ChatRequest request, Generation generation)
{
    private readonly StreamShape _shape = generation.Shape;
    private readonly EventWriter _events = new(exchange, generation.Shape);
    private readonly ChatChunks _chunks = new(generation.Model.Id, (long)exchange.Process.Now, exchange.Server.OldVersion);
    private int _tokens = -1;

    private enum Ending
    {
        Complete,
        Failed,
        Cut,
    }

    public async Task RunAsync()
    {
        generation.PromptTokens = request.EstimatedPromptTokens;
        exchange.Http.Response.ContentType = "text/event-stream; charset=utf-8";
        // The role goes out before a slot is taken or the prompt is read.
        await (_shape.RoleChunk ? _events.SendAsync(_chunks.Role()) : _events.FlushAsync());
        var admitted = await generation.EnterAsync();
        var ending = admitted ? await GenerateAsync() : Ending.Failed;
        if (ending == Ending.Cut)
        {
            await CutAsync();
            return;
        }

        if (ending == Ending.Failed)
        {
            generation.Failed = true;
            var reason = admitted ? _shape.ErrorReason : ChatReply.Busy;
            await _events.SendAsync(_chunks.Content($"\n\n[Error: {reason}]"));
        }

        await FinishAsync();
    }

    private async Task<Ending> GenerateAsync()
    {
        try
        {
            var ending = await AdvanceAsync(0);
            foreach (var piece in generation.Pieces)
            {
                if (ending != Ending.Complete)
                {
                    break;
                }

                await generation.WaitForAsync(piece.Tokens);
                await _events.SendAsync(_chunks.Piece(piece));
                generation.CompletionTokens++;
                ending = await AdvanceAsync(piece.Tokens);
            }

            return ending;
        }
        finally
        {
            generation.Leave();
        }
    }

    /// <summary>Notes how many tokens are made and does what the shape has in wait for that moment.</summary>
    private async Task<Ending> AdvanceAsync(int tokens)
    {
        var before = _tokens;
        _tokens = tokens;
        bool Reached(int? moment) => before < moment && moment <= tokens;

        if (Reached(_shape.NonJsonAfter))
        {
            await _events.SendDataAsync("{\"id\": \"chatcmpl-");
        }

        if (Reached(_shape.ErrorObjectAfter))
        {
            var error = new JsonObject { ["message"] = "Engine failed", ["type"] = "server_error", ["param"] = null, ["code"] = "internal_error" };
            await _events.SendAsync(new JsonObject { ["error"] = error });
        }

        if (Reached(_shape.StallAfter))
        {
            await SilenceAsync();
        }

        return Reached(_shape.CutAfter) ? Ending.Cut : Reached(_shape.ErrorAfter) ? Ending.Failed : Ending.Complete;
    }

    private async Task FinishAsync()
    {
        if (_shape.FinalChunk)
        {
            await _events.SendAsync(_chunks.Final());
        }

        if (_shape.Usage ?? (request.IncludeUsage && !exchange.Server.OldVersion))
        {
            await _events.SendCompactAsync(_chunks.Usage(generation.PromptTokens, generation.CompletionTokens));
        }

        generation.Finish();
        await _events.SendDataAsync("[DONE]");
        await _events.FlushAsync();
        if (_shape.SilenceAfterDone)
        {
            await SilenceAsync();
        }
    }

    private async Task CutAsync()
    {
        await _events.FlushAsync();
        if (!_shape.CutCleanly)
        {
            exchange.Http.Abort();
        }
    }

    private async Task SilenceAsync()
    {
        await _events.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Process.Time, exchange.Gone);
    }
}

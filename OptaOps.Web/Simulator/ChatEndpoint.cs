namespace OptaOps.Web.Simulator;

/// <summary><c>POST /v1/chat/completions</c>: what is refused before an answer begins, then one of its two forms.</summary>
internal static class ChatEndpoint
{
    public static async Task AnswerAsync(LmxExchange exchange)
    {
        var faults = ChatRequest.Faults(exchange.Body);
        if (faults.Count > 0)
        {
            await exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
            return;
        }

        if (exchange.Header("x-serving-lane") is { } and not ("interactive" or "throughput"))
        {
            await exchange.ErrorAsync(400, "Invalid value for 'x-serving-lane'. Expected one of: interactive, throughput.", "invalid_request_error", "x-serving-lane", "invalid_header");
            return;
        }

        var request = ChatRequest.From(exchange);
        var model = Resolve(request.Model, exchange.Server.Models);
        if (model is null)
        {
            await exchange.ModelNotFoundAsync(request.Model);
            return;
        }

        var generation = new Generation(exchange, request, model);
        try
        {
            await (request.Stream ? new ChatStream(exchange, request, generation).RunAsync() : new ChatReply(exchange, request, generation).RunAsync());
        }
        finally
        {
            generation.Finish();
        }
    }

    private static LoadedModel? Resolve(string id, SimulatedModels models) => id != "auto"
        ? models.FindLoaded(id)
        : models.Loaded is [var first, ..] ? first : null;
}

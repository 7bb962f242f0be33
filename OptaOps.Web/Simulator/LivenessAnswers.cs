using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary><c>/healthz</c> and <c>/readyz</c> (contract §2.1, §2.2).</summary>
internal static class LivenessAnswers
{
    public static Task HealthAsync(LmxExchange exchange) =>
        exchange.AnswerAsync(new JsonObject { ["status"] = "ok", ["version"] = exchange.Server.Version });

    public static Task ReadyAsync(LmxExchange exchange)
    {
        var count = exchange.Server.Models.Loaded.Count;
        return count > 0
            ? exchange.AnswerAsync(new JsonObject { ["status"] = "ready", ["version"] = exchange.Server.Version, ["models_loaded"] = count })
            : exchange.AnswerAsync(
                new JsonObject { ["status"] = "unavailable", ["reason"] = "no models loaded" }, StatusCodes.Status503ServiceUnavailable);
    }
}

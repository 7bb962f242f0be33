using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>/admin/metrics</c> as Prometheus text and as JSON (contract §3.10, §3.11).</summary>
internal static class MetricsAnswers
{
    private static readonly List<string> Newer = ["requests", "tokens", "speculative", "schema_version"];

    public static Task PrometheusAsync(LmxExchange exchange) =>
        exchange.WriteAsync(StatusCodes.Status200OK, "text/plain; version=0.0.4; charset=utf-8", PrometheusText.Of(exchange.Process));

    public static Task JsonAsync(LmxExchange exchange)
    {
        var metrics = exchange.Process.Metrics;
        var total = metrics.Total;
        var uptime = exchange.Process.Uptime;
        var answer = new JsonObject
        {
            ["total_requests"] = total.Requests,
            ["total_errors"] = total.Errors,
            ["total_stream_requests"] = total.Streams,
            ["total_prompt_tokens"] = total.PromptTokens,
            ["total_completion_tokens"] = total.CompletionTokens,
            ["requests"] = new JsonObject
            {
                ["total"] = total.Requests,
                ["errors"] = total.Errors,
                ["stream_total"] = total.Streams,
                ["throughput_1m"] = Float(metrics.Throughput(uptime)),
            },
            ["tokens"] = new JsonObject { ["prompt_total"] = total.PromptTokens, ["completion_total"] = total.CompletionTokens },
            ["speculative"] = new JsonObject
            {
                ["accepted_tokens"] = 0,
                ["rejected_tokens"] = 0,
                ["ignored_tokens"] = 0,
                ["acceptance_ratio"] = null,
            },
            ["per_model"] = ByName(metrics.Models),
            ["uptime_seconds"] = Float(uptime.TotalSeconds, 1),
            ["per_client"] = ByName(metrics.Clients),
            ["schema_version"] = "2026-03-02",
        };
        if (exchange.Server.OldVersion)
        {
            Newer.ForEach(field => answer.Remove(field));
        }

        return exchange.AnswerAsync(answer);
    }

    private static JsonObject ByName(IEnumerable<KeyValuePair<string, RequestTally>> tallies) => new(tallies.Select(tally =>
        KeyValuePair.Create<string, JsonNode?>(tally.Key, new JsonObject
        {
            ["requests"] = tally.Value.Requests,
            ["errors"] = tally.Value.Errors,
            ["completion_tokens"] = tally.Value.CompletionTokens,
        })));
}

using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>GET /admin/health</c>, which answers under memory pressure too (contract §2.4).</summary>
internal static class HealthAnswer
{
    private const double DegradedAbove = 95;
    private const double EngineGb = 0.1;

    public static Task AnswerAsync(LmxExchange exchange)
    {
        var server = exchange.Server;
        var degraded = server.UsedPercent > DegradedAbove;
        return exchange.AnswerAsync(new JsonObject
        {
            ["status"] = degraded ? "degraded" : "ok",
            ["version"] = server.Version,
            ["reason"] = degraded ? FormattableString.Invariant($"memory usage {server.UsedPercent:0.0}%") : null,
            ["memory_usage_percent"] = Float(server.UsedPercent, 1),
            ["metal"] = new JsonObject
            {
                ["active_memory_gb"] = Float(server.Models.TakenGb + EngineGb, 2),
                ["peak_memory_gb"] = Float(server.Models.MostTakenGb + EngineGb, 2),
                ["cache_memory_gb"] = Float(0),
            },
            ["helpers"] = new JsonObject(),
            ["models_loaded"] = server.Models.Loaded.Count,
            ["in_flight_requests"] = exchange.Process.Slots.Taken,
        });
    }
}

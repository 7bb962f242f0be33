using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>/admin/status</c> and <c>/admin/memory</c> (contract §3.1, §3.2).</summary>
internal static class StatusAnswers
{
    public static Task StatusAsync(LmxExchange exchange)
    {
        var server = exchange.Server;
        var used = server.UsedGb;
        var loaded = server.Models.Loaded;
        return exchange.AnswerAsync(new JsonObject
        {
            ["version"] = server.Version,
            ["uptime_seconds"] = Float(exchange.Process.Uptime.TotalSeconds, 1),
            ["loaded_models"] = loaded.Count,
            ["models"] = new JsonArray([.. loaded.Select(model => (JsonNode)model.Id)]),
            ["memory"] = new JsonObject
            {
                ["total_gb"] = Float(server.TotalMemoryGb, 2),
                ["used_gb"] = Float(used, 2),
                ["available_gb"] = Float(server.TotalMemoryGb - used, 2),
                ["usage_percent"] = Float(server.UsedPercent, 1),
                ["threshold_percent"] = server.ThresholdPercent,
            },
            ["in_flight_requests"] = exchange.Process.Slots.Taken,
            ["max_concurrent_requests"] = server.Slots,
        });
    }

    public static Task MemoryAsync(LmxExchange exchange)
    {
        var server = exchange.Server;
        var used = server.UsedGb;
        var models = new JsonObject();
        foreach (var loaded in server.Models.Loaded)
        {
            models[loaded.Id] = new JsonObject { ["memory_gb"] = Float(loaded.Model.MeasuredMemoryGb), ["loaded"] = true };
        }

        return exchange.AnswerAsync(new JsonObject
        {
            ["total_unified_memory_gb"] = Float(server.TotalMemoryGb, 12),
            ["used_gb"] = Float(used, 12),
            ["available_gb"] = Float(server.TotalMemoryGb - used, 12),
            ["threshold_percent"] = server.ThresholdPercent,
            ["models"] = models,
        });
    }
}

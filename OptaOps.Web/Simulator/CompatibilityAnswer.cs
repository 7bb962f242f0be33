using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>GET /admin/models/compatibility</c>: newest first, filtered by its query (contract §3.14).</summary>
internal static class CompatibilityAnswer
{
    private const int DefaultLimit = 200;
    private const int MostRows = 2000;

    public static Task AnswerAsync(LmxExchange exchange)
    {
        var faults = new JsonArray();
        var limit = RequestQuery.Number(exchange, "limit", whole: true, faults) ?? DefaultLimit;
        var since = RequestQuery.Number(exchange, "since_ts", whole: false, faults) ?? double.NegativeInfinity;
        if (faults.Count > 0)
        {
            return exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
        }

        var fitting = exchange.Server.Compatibility.All.Reverse().OrderByDescending(record => record.At).Where(record =>
            Fits(exchange, "model_id", record.ModelId)
            && Fits(exchange, "backend", record.Backend)
            && Fits(exchange, "outcome", record.Outcome)
            && record.At >= since).ToArray();
        var rows = fitting.Take((int)Math.Clamp(limit, 1, MostRows)).ToArray();
        return exchange.AnswerAsync(new JsonObject
        {
            ["total"] = rows.Length,
            ["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)Row(row))]),
            ["summary"] = RequestQuery.Flag(exchange, "include_summary") ? Summary(fitting) : null,
        });
    }

    public static JsonObject Row(CompatibilityRecord record) => new()
    {
        ["ts"] = Float(record.At),
        ["model_id"] = record.ModelId,
        ["backend"] = record.Backend,
        ["backend_version"] = record.BackendVersion,
        ["outcome"] = record.Outcome,
        ["reason"] = record.Reason,
        ["metadata"] = new JsonObject(),
    };

    private static bool Fits(LmxExchange exchange, string name, string value) => RequestQuery.Text(exchange, name) is not { } wanted || wanted == value;

    private static JsonObject Summary(IEnumerable<CompatibilityRecord> records)
    {
        var summary = new JsonObject();
        foreach (var model in records.GroupBy(record => record.ModelId).OrderBy(model => model.Key, StringComparer.Ordinal))
        {
            summary[model.Key] = new JsonObject
            {
                ["total"] = model.Count(),
                ["pass"] = model.Count(record => record.Outcome == "pass"),
                ["fail"] = model.Count(record => record.Outcome == "fail"),
                ["latest_ts"] = Float(model.Max(record => record.At)),
            };
        }

        return summary;
    }
}

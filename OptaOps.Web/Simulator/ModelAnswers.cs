using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary>The three model lists: loaded, on disk, and OpenAI's form (contract §3.4, §3.5, §5.7).</summary>
internal static class ModelAnswers
{
    public static Task LoadedAsync(LmxExchange exchange)
    {
        var loaded = exchange.Server.Models.Loaded;
        return exchange.AnswerAsync(new JsonObject
        {
            ["loaded"] = new JsonArray([.. loaded.Select(model => Loaded(model, exchange.Server.OldVersion))]),
            ["count"] = loaded.Count,
        });
    }

    public static Task AvailableAsync(LmxExchange exchange)
    {
        var listed = exchange.Server.Models.OnDisk.Where(model => model.Cache != SimulatedCache.Broken).ToArray();
        // LMX's order differs from call to call.
        var turn = listed.Length == 0 ? 0 : (int)(exchange.Process.Time.GetTimestamp() % listed.Length);
        return exchange.AnswerAsync(new JsonArray([.. listed.Skip(turn).Concat(listed.Take(turn)).Select(Available)]));
    }

    public static Task OpenAiListAsync(LmxExchange exchange) => exchange.AnswerAsync(new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. exchange.Server.Models.Loaded.Select(OpenAi)]),
    });

    /// <summary>What the list and the page of one model both say, in this order.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Settings(LoadedModel loaded) =>
    [
        new("performance", loaded.Performance.DeepClone()),
        new("speculative", new JsonObject
        {
            ["requested"] = false,
            ["active"] = false,
            ["reason"] = "not_requested",
            ["draft_model"] = null,
            ["num_tokens"] = null,
            ["telemetry"] = "unavailable",
        }),
        new("readiness", new JsonObject { ["state"] = loaded.Readiness, ["reason"] = loaded.ReadinessReason, ["crash_count"] = 0 }),
    ];

    private static JsonNode Loaded(LoadedModel loaded, bool oldVersion) => new JsonObject(
    [
        new("id", loaded.Id),
        new("loaded", true),
        new("memory_gb", Float(loaded.Model.MeasuredMemoryGb, 2)),
        new("loaded_at", Float(loaded.LoadedAt)),
        new("use_batching", loaded.Model.ReportsBatching),
        new("request_count", loaded.RequestCount),
        new("last_used_at", Float(loaded.LastUsedAt)),
        new("context_length", loaded.Model.ContextLength),
        .. Settings(loaded).Where(setting => !oldVersion || setting.Key == "performance"),
    ]);

    private static JsonNode Available(SimulatedModel model) => new JsonObject
    {
        ["repo_id"] = model.Id,
        ["local_path"] = model.LocalPath,
        ["size_bytes"] = model.SizeBytes,
        ["downloaded_at"] = Float(model.DownloadedAt),
    };

    private static JsonNode OpenAi(LoadedModel loaded) => new JsonObject
    {
        ["id"] = loaded.Id,
        ["object"] = "model",
        ["created"] = (long)loaded.LoadedAt,
        ["owned_by"] = "local",
    };
}

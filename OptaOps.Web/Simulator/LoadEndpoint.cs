using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>POST /admin/models/load</c>: the first matching step of contract §4.2 answers.</summary>
internal static class LoadEndpoint
{
    private static readonly string[] Backends = [SimulatedModel.Gguf, SimulatedModel.MlxLm, SimulatedModel.VllmMlx];

    public static async Task AnswerAsync(LmxExchange exchange)
    {
        var faults = new JsonArray();
        RequestBody.RequireText(exchange.Body, "model_id", faults);
        RequestBody.Limit(exchange.Body, "keep_alive_sec", 0, double.MaxValue, faults);
        if (faults.Count > 0)
        {
            await exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
            return;
        }

        var server = exchange.Server;
        var body = exchange.Body;
        var id = RequestBody.Text(body, "model_id")!;
        var backend = server.OldVersion ? null : Backend(RequestBody.Text(body, "backend"));
        var model = Find(server, id);
        if (server.Models.FindLoaded(id) is not null)
        {
            await exchange.AnswerAsync(Success(id, null, null));
        }
        else if (backend is not null && (!Backends.Contains(backend) || (IsGguf(id) && backend != SimulatedModel.Gguf)))
        {
            var text = $"Invalid backend '{backend}'. Expected one of: {string.Join(", ", Backends)}.";
            await exchange.ErrorAsync(400, text, "invalid_request_error", "backend", "invalid_value");
        }
        else if (!server.Arm64 && !IsGguf(id))
        {
            await LoadFailures.UnsupportedProcessorAsync(exchange);
        }
        else if ((model?.LoadOutcome == SimulatedLoadOutcome.Quarantined || exchange.Process.Readiness.Refuses(id, backend))
            && !RequestBody.Flag(body, "allow_unsupported_runtime"))
        {
            await LoadFailures.AnswerAsync(exchange, new SimulatedModel(id), SimulatedLoadOutcome.Quarantined);
        }
        else if (body["max_context_length"] is not null)
        {
            await exchange.ErrorAsync(400, "max_context_length is not supported", "invalid_request_error", "max_context_length", "not_supported");
        }
        else if (model is null || (model.Cache != SimulatedCache.Complete && model.Id == id))
        {
            await MissingAsync(exchange, id, model);
        }
        else
        {
            await LoadAsync(exchange, model with { Id = id, Backend = backend ?? model.Backend });
        }
    }

    private static bool IsGguf(string id) => id.Contains(SimulatedModel.Gguf, StringComparison.OrdinalIgnoreCase);

    private static string? Backend(string? given) => given?.ToLowerInvariant() is var backend && backend == "mlx" ? SimulatedModel.VllmMlx : backend;

    /// <summary>A model by its id, or by the path of its snapshot, whose string then is the loaded model's id (contract §4.6).</summary>
    private static SimulatedModel? Find(SimulatedServer server, string id) =>
        server.Models.OnDisk.FirstOrDefault(model => model.Id == id || model.SnapshotPath == id);

    private static async Task LoadAsync(LmxExchange exchange, SimulatedModel model)
    {
        var process = exchange.Process;
        var options = LoadOptions.From(exchange.Body);
        var (reserved, refusal) = MemoryAdmission.Admit(process, model.Id, options.EstimateGb);
        if (refusal is not null)
        {
            await MemoryAdmission.RefuseAsync(exchange, refusal);
            return;
        }

        var startedAt = process.Time.GetTimestamp();
        var outcome = await process.Loads.LoadAsync(model, options with { ReservedPercent = reserved });
        if (outcome == SimulatedLoadOutcome.Loaded)
        {
            var took = process.Time.GetElapsedTime(startedAt).TotalMilliseconds;
            await exchange.AnswerAsync(Success(model.Id, Float(exchange.Server.UsedGb, 2), Float(took, 1)));
        }
        else if (outcome == SimulatedLoadOutcome.InsufficientMemory)
        {
            await MemoryAdmission.RefuseAsync(exchange, MemoryAdmission.Exceeded(exchange.Server, model));
        }
        else
        {
            await LoadFailures.AnswerAsync(exchange, model, outcome);
        }
    }

    private static Task MissingAsync(LmxExchange exchange, string id, SimulatedModel? model)
    {
        if (!exchange.Server.DownloadsEnabled && !exchange.Server.OldVersion)
        {
            return exchange.ErrorAsync(
                403, "Model downloads are disabled by policy.", "invalid_request_error", "model_id", "downloads_disabled");
        }

        var downloading = RequestBody.Flag(exchange.Body, "auto_download");
        var download = Token.Make(11);
        var reason = model?.Cache == SimulatedCache.Incomplete ? "Model cache is incomplete." : "Model not found locally.";
        return exchange.AnswerAsync(
            new JsonObject
            {
                ["status"] = downloading ? "downloading" : "download_required",
                ["model_id"] = id,
                ["estimated_size_bytes"] = null,
                ["estimated_size_human"] = null,
                ["confirmation_token"] = downloading ? null : "dl-" + Token.Make(22),
                ["download_id"] = downloading ? download : null,
                ["message"] = downloading ? $"{reason} Download started." : $"{reason} Confirm the download to load {id}.",
                ["confirm_url"] = downloading ? null : "/admin/models/load/confirm",
                ["progress_url"] = downloading ? $"/admin/models/download/{download}/progress" : null,
            },
            StatusCodes.Status202Accepted);
    }

    private static JsonObject Success(string id, JsonNode? memoryAfter, JsonNode? took) => new()
    {
        ["success"] = true,
        ["model_id"] = id,
        ["memory_after_load_gb"] = memoryAfter,
        ["time_to_load_ms"] = took,
    };
}

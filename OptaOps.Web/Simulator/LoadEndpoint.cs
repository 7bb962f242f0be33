using System.Security.Cryptography;
using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>POST /admin/models/load</c> in the decision order of contract §4.2, errors of §4.4.</summary>
internal static class LoadEndpoint
{
    private const string Invalid = "invalid_request_error";

    public static async Task AnswerAsync(LmxExchange exchange)
    {
        var faults = new JsonArray();
        RequestBody.RequireText(exchange.Body, "model_id", faults);
        if (faults.Count > 0)
        {
            await exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
            return;
        }

        var id = RequestBody.Text(exchange.Body, "model_id")!;
        if (exchange.Server.Models.FindLoaded(id) is not null)
        {
            await LoadedAsync(exchange, id, null, null);
            return;
        }

        if (await RefusedAsync(exchange))
        {
            return;
        }

        if (Present(exchange.Server, id) is not { } model)
        {
            await MissingAsync(exchange, id);
            return;
        }

        await LoadAsync(exchange, model with { Id = id });
    }

    private static async Task<bool> RefusedAsync(LmxExchange exchange)
    {
        if (RequestBody.Text(exchange.Body, "backend") is { } backend && backend.ToLowerInvariant() is not ("vllm-mlx" or "mlx-lm" or "gguf" or "mlx"))
        {
            await exchange.ErrorAsync(StatusCodes.Status400BadRequest, $"Unknown backend '{backend}'", Invalid, "backend", "invalid_value");
        }
        else if (!exchange.Server.Arm64)
        {
            await exchange.ErrorAsync(StatusCodes.Status422UnprocessableEntity, "MLX needs Apple silicon", "not_supported_error", "model_id", "model_unsupported_arch");
        }
        else if (RequestBody.Number(exchange.Body, "max_context_length") is not null)
        {
            await exchange.ErrorAsync(StatusCodes.Status400BadRequest, "max_context_length is not supported", Invalid, "max_context_length", "not_supported");
        }
        else
        {
            return false;
        }

        return true;
    }

    private static SimulatedModel? Present(SimulatedServer server, string id) =>
        server.Models.OnDisk.FirstOrDefault(model => model.SnapshotPath == id || (model.Id == id && model.Cache == SimulatedCache.Complete));

    private static Task MissingAsync(LmxExchange exchange, string id)
    {
        if (!exchange.Server.DownloadsEnabled)
        {
            return exchange.ErrorAsync(StatusCodes.Status403Forbidden, "Downloads are disabled by policy", Invalid, "model_id", "downloads_disabled");
        }

        var listed = exchange.Server.Models.OnDisk.Any(model => model.Id == id && model.Cache == SimulatedCache.Incomplete);
        var downloads = RequestBody.Flag(exchange.Body, "auto_download");
        var download = RandomNumberGenerator.GetHexString(12, lowercase: true);
        return exchange.AnswerAsync(
            new JsonObject
            {
                ["status"] = downloads ? "downloading" : "download_required",
                ["model_id"] = id,
                ["estimated_size_bytes"] = null,
                ["estimated_size_human"] = null,
                ["confirmation_token"] = downloads ? null : $"dl-{RandomNumberGenerator.GetHexString(22, lowercase: true)}",
                ["download_id"] = downloads ? download : null,
                ["message"] = listed ? "Model cache is incomplete. Confirm the download to repair it." : "Model not found locally. Confirm the download to fetch it.",
                ["confirm_url"] = downloads ? null : "/admin/models/load/confirm",
                ["progress_url"] = downloads ? $"/admin/models/download/{download}/progress" : null,
            },
            StatusCodes.Status202Accepted);
    }

    private static async Task LoadAsync(LmxExchange exchange, SimulatedModel model)
    {
        var process = exchange.Process;
        if (!process.Loads.TryBegin(model.Id))
        {
            await InternalErrorAsync(exchange);
            return;
        }

        try
        {
            if (!Admit(exchange.Server, model))
            {
                await exchange.ErrorAsync(
                    StatusCodes.Status507InsufficientStorage, $"Loading {model.Id} exceeds {exchange.Server.ThresholdPercent}% of memory", "insufficient_memory", null, "insufficient_memory");
                return;
            }

            var began = process.Time.GetTimestamp();
            await process.Loads.ReadWeightsAsync(model);
            await EndAsync(exchange, model, process.Time.GetElapsedTime(began));
        }
        finally
        {
            process.Loads.End(model.Id);
        }
    }

    /// <summary>Evicts least recently used models until the new one fits below the threshold, or nothing is left (contract §4.3).</summary>
    private static bool Admit(SimulatedServer server, SimulatedModel model)
    {
        var limit = server.TotalMemoryGb * server.ThresholdPercent / 100;
        while (server.UsedGb + model.MemoryGb > limit)
        {
            if (!server.AutoEvict || server.Models.Loaded.OrderBy(loaded => loaded.LastUsedAt).FirstOrDefault() is not { } oldest)
            {
                return false;
            }

            server.Models.Unload(oldest.Id);
        }

        return true;
    }

    private static Task EndAsync(LmxExchange exchange, SimulatedModel model, TimeSpan took)
    {
        switch (model.LoadOutcome)
        {
            case SimulatedLoadOutcome.Loaded:
                exchange.Server.Models.Load(new LoadedModel(model, exchange.Process.Now));
                return LoadedAsync(exchange, model.Id, exchange.Server.UsedGb, took.TotalMilliseconds);
            case SimulatedLoadOutcome.Crash:
                exchange.Http.Abort();
                exchange.Process.Crash();
                return Task.CompletedTask;
            case SimulatedLoadOutcome.InternalError:
                return InternalErrorAsync(exchange);
            case SimulatedLoadOutcome.InsufficientDisk:
                return exchange.ErrorAsync(StatusCodes.Status507InsufficientStorage, "No such file or directory", "insufficient_disk", null, "insufficient_disk");
            case SimulatedLoadOutcome.UnsupportedBackend:
                return exchange.ErrorAsync(
                    StatusCodes.Status422UnprocessableEntity, "Architecture is blocked", "not_supported_error", "model_id", "model_unsupported_backend");
            default:
                var code = model.LoadOutcome switch
                {
                    SimulatedLoadOutcome.Quarantined => "model_unstable",
                    SimulatedLoadOutcome.LoadTimeout => "model_load_timeout",
                    SimulatedLoadOutcome.LoaderCrashed => "model_loader_crashed",
                    SimulatedLoadOutcome.CanaryFailed => "model_canary_failed",
                    _ => "model_probe_failed",
                };
                return exchange.ErrorAsync(StatusCodes.Status409Conflict, $"{model.Id}: {code}", Invalid, "model_id", code);
        }
    }

    private static Task LoadedAsync(LmxExchange exchange, string id, double? memoryGb, double? tookMs) => exchange.AnswerAsync(new JsonObject
    {
        ["success"] = true,
        ["model_id"] = id,
        ["memory_after_load_gb"] = memoryGb is { } memory ? Float(memory, 2) : null,
        ["time_to_load_ms"] = tookMs is { } took ? Float(took, 1) : null,
    });

    private static Task InternalErrorAsync(LmxExchange exchange) =>
        exchange.ErrorAsync(StatusCodes.Status500InternalServerError, "Internal server error", "internal_server_error", null, "internal_error");
}

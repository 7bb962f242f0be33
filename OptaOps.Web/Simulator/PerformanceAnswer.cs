using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>GET /admin/models/{id}/performance</c>: one loaded model and the server's defaults (contract §3.6).</summary>
internal static class PerformanceAnswer
{
    public static Task AnswerAsync(LmxExchange exchange) => exchange.Server.Models.FindLoaded(exchange.PathId) is { } loaded
        ? exchange.AnswerAsync(new JsonObject(
        [
            new("model_id", loaded.Id),
            new("backend_type", loaded.Model.Backend == SimulatedModel.Gguf ? "gguf" : "mlx"),
            new("loaded_at", Float(loaded.LoadedAt)),
            new("request_count", loaded.RequestCount),
            new("last_used_at", Float(loaded.LastUsedAt)),
            new("memory_gb", Float(loaded.Model.MeasuredMemoryGb, 2)),
            new("context_length", loaded.Model.ContextLength),
            new("use_batching", loaded.Model.ReportsBatching),
            .. ModelAnswers.Settings(loaded),
            new("global_defaults", Defaults(exchange.Process, loaded.Model)),
        ]))
        : exchange.ModelNotFoundAsync(exchange.PathId);

    private static JsonObject Defaults(LmxProcess process, SimulatedModel model) => new()
    {
        ["kv_bits"] = null,
        ["kv_group_size"] = 64,
        ["quantized_kv_start"] = null,
        ["prefix_cache_enabled"] = model.PrefixCache,
        ["speculative_model"] = null,
        ["speculative_num_tokens"] = 5,
        ["speculative_require_supported"] = false,
        ["warmup_on_load"] = true,
        ["stream_interval"] = 1,
        ["adaptive"] = new JsonObject
        {
            ["enabled"] = process.Server.AdaptiveConcurrency,
            ["latency_target_ms"] = Float(AdaptiveLimit.TargetSeconds * 1000),
            ["latency_window_size"] = AdaptiveLimit.Window,
            ["latency_p95_sec"] = process.Adaptive.LatencyP95 is { } latency ? Float(latency) : null,
            ["min_concurrent_requests"] = 1,
            ["last_reason"] = process.Adaptive.Reason,
        },
        ["scheduler"] = new JsonObject
        {
            ["max_num_seqs"] = 256,
            ["prefill_batch_size"] = 8,
            ["completion_batch_size"] = 32,
            ["cache_memory_percent"] = Float(0.2),
        },
        ["max_concurrent_requests"] = process.Server.Slots,
    };
}

namespace OptaOps.Web.Simulator;

/// <summary>The ways a load of a present model fails (contract §4.4).</summary>
internal static class LoadFailures
{
    /// <summary>What the loader's probe says before any weights are read; null when it is content.</summary>
    public static string? ProbeError(SimulatedLoadOutcome outcome) => outcome switch
    {
        SimulatedLoadOutcome.ProbeFailed => "model_probe_failed:exit 1",
        SimulatedLoadOutcome.LoadTimeout => "model_load_timeout:120s",
        SimulatedLoadOutcome.LoaderCrashed => "model_loader_crashed:signal 6",
        _ => null,
    };

    /// <summary>Such a failure changes no readiness and leaves no row: the model seems to be loading for ever.</summary>
    public static bool FailsInEngine(SimulatedLoadOutcome outcome) => outcome is SimulatedLoadOutcome.InternalError
        or SimulatedLoadOutcome.InsufficientDisk or SimulatedLoadOutcome.InsufficientMemory or SimulatedLoadOutcome.Crash;

    public static Task UnsupportedProcessorAsync(LmxExchange exchange) => exchange.ErrorAsync(
        422, "MLX models need Apple silicon", "not_supported_error", "model_id", "model_unsupported_arch");

    public static Task AnswerAsync(LmxExchange exchange, SimulatedModel model, SimulatedLoadOutcome outcome)
    {
        var id = model.Id;
        switch (outcome)
        {
            case SimulatedLoadOutcome.Quarantined:
                return ConflictAsync(exchange, $"Model '{id}' is quarantined after repeated failures", "model_unstable");
            case SimulatedLoadOutcome.ProbeFailed:
                return ConflictAsync(exchange, $"Loader probe for '{id}' failed", "model_probe_failed");
            case SimulatedLoadOutcome.LoadTimeout:
                return ConflictAsync(exchange, $"Loader probe for '{id}' timed out after 120s", "model_load_timeout");
            case SimulatedLoadOutcome.LoaderCrashed:
                return ConflictAsync(exchange, $"Loader probe for '{id}' died by signal 6", "model_loader_crashed");
            case SimulatedLoadOutcome.CanaryFailed:
                return ConflictAsync(exchange, $"Model '{id}' failed canary inference and was quarantined: {model.LoadError}", "model_canary_failed");
            case SimulatedLoadOutcome.UnsupportedBackend:
                return exchange.ErrorAsync(
                    422, $"Architecture of '{id}' is not supported by vllm-mlx", "not_supported_error", "model_id", "model_unsupported_backend");
            case SimulatedLoadOutcome.InsufficientDisk:
                return exchange.ErrorAsync(507, "[Errno 2] No such file or directory", "insufficient_disk", null, "insufficient_disk");
            case SimulatedLoadOutcome.Crash:
                exchange.Http.Abort();
                exchange.Process.Crash();
                return Task.CompletedTask;
            default:
                return exchange.ErrorAsync(500, "Internal server error", "internal_server_error", null, "internal_error");
        }
    }

    private static Task ConflictAsync(LmxExchange exchange, string message, string code) =>
        exchange.ErrorAsync(StatusCodes.Status409Conflict, message, "invalid_request_error", "model_id", code);
}

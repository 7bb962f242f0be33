using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary>The events LMX publishes about its models, field by field (contract §3.12).</summary>
internal sealed class ServerEvents(LmxProcess process)
{
    public void Readiness(string id, string before, string state, ReadinessEntry entry)
    {
        var data = new JsonObject
        {
            ["model_id"] = id,
            ["previous_state"] = before,
            ["state"] = state,
            ["reason"] = entry.Reason,
            ["crash_count"] = entry.Failures,
            ["updated_at"] = Float(process.Now),
        };
        if (entry.LastFailure is { } failure)
        {
            data["last_failure_reason"] = failure;
        }

        Publish("model_readiness_changed", data, newer: true);
    }

    public void Loaded(SimulatedModel model, TimeSpan took) => Publish("model_loaded", new()
    {
        ["model_id"] = model.Id,
        ["format"] = model.Backend == SimulatedModel.Gguf ? "gguf" : "mlx",
        ["memory_gb"] = Gb(model.MeasuredMemoryGb),
        ["duration_sec"] = Float(took.TotalSeconds, 2),
    });

    public void CanaryStarted(SimulatedModel model) =>
        Publish("model_canary_started", new() { ["model_id"] = model.Id, ["backend"] = model.Backend }, newer: true);

    public void CanaryEnded(SimulatedModel model, TimeSpan took, string? error)
    {
        var data = new JsonObject { ["model_id"] = model.Id, ["backend"] = model.Backend, ["duration_sec"] = Float(took.TotalSeconds, 4) };
        if (error is not null)
        {
            data["error"] = error;
        }

        Publish(error is null ? "model_canary_passed" : "model_canary_failed", data, newer: true);
    }

    public void Recorded(CompatibilityRecord record) => Publish("model_compatibility_recorded", CompatibilityAnswer.Row(record), newer: true);

    public void Unloaded(LoadedModel loaded, string reason)
    {
        var data = new JsonObject { ["model_id"] = loaded.Id, ["memory_freed_gb"] = Gb(loaded.Model.MemoryGb) };
        if (!process.Server.OldVersion)
        {
            data["reason"] = reason;
        }

        Publish("model_unloaded", data);
    }

    public void Evicted(LoadedModel loaded, double idleSeconds) =>
        Publish("model_ttl_evicted", new() { ["model_id"] = loaded.Id, ["idle_seconds"] = Float(idleSeconds, 1) });

    /// <summary>Python's floor at 0 is an integer.</summary>
    private static JsonNode Gb(double value) => value == 0 ? 0 : Float(value, 2);

    private void Publish(string name, JsonObject data, bool newer = false)
    {
        if (!newer || !process.Server.OldVersion)
        {
            process.Server.Events.Publish(name, data);
        }
    }
}

using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>One load from reading the weights to the canary's answer, which decides whether the model stays (contract §4.4, §4.5).</summary>
internal sealed class ModelLoad(LmxProcess process, SimulatedModel model, JsonObject performance)
{
    public async Task<SimulatedLoadOutcome> RunAsync()
    {
        await Task.Delay(process.Server.Scaled(model.LoadTime), process.Time, process.Ending);
        if (model.LoadOutcome is not (SimulatedLoadOutcome.Loaded or SimulatedLoadOutcome.Quarantined or SimulatedLoadOutcome.CanaryFailed))
        {
            return model.LoadOutcome;
        }

        process.Server.Models.Load(new LoadedModel(model, process.Now) { Performance = performance });
        if (process.Server.UsedPercent >= process.Server.ThresholdPercent)
        {
            process.Server.Models.Unload(model.Id);
            return SimulatedLoadOutcome.InsufficientMemory;
        }

        return Canary();
    }

    private SimulatedLoadOutcome Canary()
    {
        if (model.LoadOutcome == SimulatedLoadOutcome.CanaryFailed)
        {
            process.Server.Compatibility.Add(new(process.Now, model.Id, model.Backend, "fail", $"canary_failed:{model.LoadError}"));
            process.Server.Models.Unload(model.Id);
            return SimulatedLoadOutcome.CanaryFailed;
        }

        process.Server.Compatibility.Add(CompatibilityRecord.Pass(process.Now, model));
        return SimulatedLoadOutcome.Loaded;
    }
}

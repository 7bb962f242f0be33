namespace OptaOps.Web.Simulator;

/// <summary>One load from its admission to the canary's answer, which decides whether the model stays (contract §4.4, §4.5).</summary>
internal sealed class ModelLoad(LmxProcess process, SimulatedModel model, LoadOptions options)
{
    private const string Canary = "canary_pending";

    private readonly double _startedAt = process.Clock.Now;

    private double ReadingMs => process.Server.Scaled(model.LoadTime).TotalMilliseconds;

    /// <summary>Reads the weights; null when the canary is to follow.</summary>
    public async Task<SimulatedLoadOutcome?> ReadAsync()
    {
        process.Readiness.Move(model.Id, "admitted");
        if (model is { LoadOutcome: SimulatedLoadOutcome.UnsupportedBackend, Backend: SimulatedModel.VllmMlx })
        {
            process.Readiness.Quarantine(model, "model_unsupported_backend:glm_moe_dsa");
            process.Record(model, "runtime_incompatible:glm_moe_dsa");
            return model.LoadOutcome;
        }

        process.Readiness.Move(model.Id, "loading");
        if (LoadFailures.ProbeError(model.LoadOutcome) is { } error)
        {
            process.Readiness.Fail(model, error);
            process.Record(model, error);
            return model.LoadOutcome;
        }

        using var reading = process.Server.Models.Reading(model, () => Share(process.Clock.Now));
        await process.Clock.WaitUntilAsync(_startedAt + ReadingMs, process.Ending);
        if (LoadFailures.FailsInEngine(model.LoadOutcome))
        {
            return model.LoadOutcome;
        }

        if (process.Server.UsedPercent >= process.Server.ThresholdPercent)
        {
            return SimulatedLoadOutcome.InsufficientMemory;
        }

        process.Server.Models.Load(new LoadedModel(model, process.Now) { Performance = options.Performance, Readiness = Canary });
        process.Readiness.Move(model.Id, Canary);
        process.Events.Loaded(model, TimeSpan.FromMilliseconds(process.Clock.Now - _startedAt));
        return null;
    }

    public async Task<SimulatedLoadOutcome> TryOutAsync()
    {
        process.Events.CanaryStarted(model);
        var from = process.Clock.Now;
        await process.Clock.WaitUntilAsync(from + process.Server.Scaled(model.CanaryTime).TotalMilliseconds, process.Ending);
        var error = model.LoadOutcome == SimulatedLoadOutcome.CanaryFailed ? model.LoadError : null;
        if (error is null)
        {
            process.Readiness.Move(model.Id, "routable");
        }

        process.Record(model, error is null ? null : $"canary_failed:{error}");
        process.Events.CanaryEnded(model, TimeSpan.FromMilliseconds(process.Clock.Now - from), error);
        if (error is not null)
        {
            process.Unload(model.Id, "canary_failed");
            return SimulatedLoadOutcome.CanaryFailed;
        }

        process.Adaptive.Adapt(process.Slots.Taken == 0);
        if (options.KeepAlive is { } keepAlive)
        {
            IdleEviction.Watch(process, model.Id, keepAlive);
        }

        return SimulatedLoadOutcome.Loaded;
    }

    private double Share(double now) => model.LoadTime > TimeSpan.Zero ? Math.Min(1, (now - _startedAt) / ReadingMs) : 1;
}

namespace OptaOps.Web.Simulator;

/// <summary>How far each model came on its way to serving, and how often it failed (contract §4.5). Unloading a model clears its entry.</summary>
internal sealed class ReadinessBook(LmxProcess process)
{
    public const string Unknown = "unknown";
    public const string Quarantined = "quarantined";

    private const int FailuresToQuarantine = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ReadinessEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>A load that asks for another backend than the one that failed may try again.</summary>
    public bool Refuses(string id, string? backend) =>
        Of(id) is { State: Quarantined } entry && (backend is null || backend == entry.FailedBackend);

    public void Move(string id, string state, string? reason = null) => Put(id, Of(id) with { State = state, Reason = reason });

    /// <summary>The third failure quarantines the model; if it is loaded it goes on serving.</summary>
    public void Fail(SimulatedModel model, string error)
    {
        var entry = Of(model.Id);
        entry = entry with { Failures = entry.Failures + 1, LastFailure = error, FailedBackend = model.Backend };
        if (entry.Failures >= FailuresToQuarantine)
        {
            Put(model.Id, entry with { State = Quarantined, Reason = $"crash_loop:{entry.Failures}" });
        }
        else
        {
            lock (_gate)
            {
                _entries[model.Id] = entry;
            }
        }
    }

    public void Quarantine(SimulatedModel model, string reason) =>
        Put(model.Id, Of(model.Id) with { State = Quarantined, Reason = reason, LastFailure = reason, FailedBackend = model.Backend });

    public void Clear(string id)
    {
        lock (_gate)
        {
            _entries.Remove(id);
        }
    }

    private ReadinessEntry Of(string id)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(id) ?? new(process.Server.Models.FindLoaded(id)?.Readiness ?? Unknown, null, 0, null, null);
        }
    }

    private void Put(string id, ReadinessEntry entry)
    {
        var before = Of(id).State;
        lock (_gate)
        {
            _entries[id] = entry;
        }

        if (process.Server.Models.FindLoaded(id) is { } loaded)
        {
            loaded.Readiness = entry.State;
            loaded.ReadinessReason = entry.State == Quarantined ? $"model_unstable:{entry.Reason}" : entry.Reason;
        }

        process.Events.Readiness(id, before, entry.State, entry);
    }
}

/// <param name="LastFailure">Null until the first failure.</param>
internal sealed record ReadinessEntry(string State, string? Reason, int Failures, string? LastFailure, string? FailedBackend);

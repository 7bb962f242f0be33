using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>What a node said of itself just before something is asked of it.</summary>
/// <param name="InFlight">Requests generating; null when not received.</param>
internal sealed record LoadSurvey(ServerMemory? Memory, int? InFlight, double? UptimeSeconds, IReadOnlyList<LoadedModel> Loaded)
{
    public LoadedModel? Find(string modelId) => Loaded.FirstOrDefault(model => model.Id == modelId);

    public double? FreeGb => Fit(null, null).FreeGb;

    /// <param name="without">A model that will be gone by then; its memory is taken off what is used. Null for none.</param>
    public MemoryFit Fit(double? neededGb, LoadedModel? without) => MemoryFit.Of(
        Memory?.TotalGb,
        without is null ? Memory?.UsedGb : Memory?.UsedGb - without.MemoryGb,
        Memory?.ThresholdPercent,
        neededGb,
        Loaded.Where(model => model.Id != without?.Id).Select(model => new Occupant(model.Id, model.MemoryGb, model.LastUsedAt)));
}

/// <summary>Reads it, through the node's gate.</summary>
internal sealed class LoadSurveyor(LmxClients clients, NodeGates gates)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Outcome<LoadSurvey>> ReadAsync(Node node, CancellationToken cancellationToken)
    {
        using var lease = await gates.For(node.Id).EnterReadAsync(cancellationToken);
        var client = clients.For(node.Endpoint);
        var status = await client.GetStatusAsync(Patience, cancellationToken);
        if (status.Value is not { } value)
        {
            return Refused(node, status.Fault!);
        }

        var models = await client.GetModelsAsync(Patience, cancellationToken);
        return models.Value is { } list ? new LoadSurvey(value.Memory, value.InFlight, value.UptimeSeconds, list.Loaded) : Refused(node, models.Fault!);
    }

    private static Refusal Refused(Node node, LmxFault fault) => fault.Kind switch
    {
        LmxFaultKind.Forbidden => Refusal.Conflict("adminKeyNeeded", $"Loading and unloading on {node.Name} need its admin key. {fault.Message}"),
        LmxFaultKind.Overloaded => Refusal.Conflict(
            "nodeNotReady", $"{node.Name} sheds load and refuses even an unload. Free memory on the machine or restart LMX. {fault.Message}"),
        LmxFaultKind.TimedOut => Refusal.Conflict(
            "nodeNotReady", $"{node.Name} does not answer in time: perhaps a load that we did not ask for blocks it. Nothing was sent. {fault.Message}"),
        _ => Refusal.Conflict("nodeNotReady", $"What is loaded on {node.Name} could not be read just before, so nothing was sent. {fault.Message}"),
    };
}

using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>Why nothing was sent to a node.</summary>
internal static class LoadRefusals
{
    private const int LongestId = 1000;

    public static Refusal UnknownNode(int nodeId) => Refusal.NotFound("nodeNotFound", $"There is no node {nodeId}. GET /api/v1/nodes lists all.");

    public static Refusal? Id(string? modelId) => string.IsNullOrWhiteSpace(modelId) || modelId.Length > LongestId
        ? Refusal.Invalid("modelIdMissing", $"modelId is empty or longer than {LongestId} characters. Give the model's id or, for a load, an absolute path on the node.")
        : null;

    /// <summary>A node that cannot load now, whatever it is asked for.</summary>
    public static Refusal? Closed(Node node, NodeSnapshot? seen, NodeGate gate, LoadUnderWay? underWay, int? benchmarkId) =>
        seen?.Kind is { } kind && kind != NodeKind.Lmx
            ? Refusal.Conflict("notLmx", $"{node.Name} runs no LMX, so OptaOps cannot load or unload there. Use that server's own means.")
            : underWay is not null || gate.IsLoading
                ? UnderWay(node, underWay)
                : gate.Measuring is not null || (gate.ClaimedBy is { } claimed && claimed != benchmarkId) ? Measuring(node, gate.ClaimedBy ?? gate.Measuring?.BenchmarkId) : null;

    public static Refusal UnderWay(Node node, LoadUnderWay? load)
    {
        var what = load is null ? "A load" : $"{(load.Unloads ? "The unload" : "The load")} of {LoadWords.Model(load.ModelId)}";
        return Refusal.Conflict("loadUnderWay", $"{what} on {node.Name} is not settled yet, and a second one beside it could unload everything. Wait until it has ended.");
    }

    public static Refusal Measuring(Node node, int? benchmarkId) => Refusal.Conflict(
        "nodeIsMeasuring",
        $"Benchmark {benchmarkId} runs on {node.Name}, and a load would spoil it. Wait for its end or cancel it: POST /api/v1/benchmarks/{benchmarkId}/cancel.");

    public static Refusal NotLoaded(Node node, string modelId, IEnumerable<string> loaded)
    {
        var list = LoadWords.Models(loaded);
        return Refusal.Conflict(
            "modelNotLoaded", $"{LoadWords.Model(modelId)} is not loaded on {node.Name}. Loaded: {(list.Length == 0 ? "nothing" : list)}. Ids are exact and case-sensitive.");
    }

    /// <summary>Other models would be unloaded for it, or could be, and nobody said that they may.</summary>
    public static Refusal WouldEvict(PlannedLoad load) => Refusal.Conflict(
        "wouldEvict",
        load.Plan.Fit is { Evicts: { Count: > 0 } evicts }
            ? $"To make room for {LoadWords.Model(load.Plan.ModelId)} {load.Node.Name} would unload {LoadWords.Models(evicts)}. Unload what is not needed first, or send mayEvict: true."
            : $"How much memory {LoadWords.Model(load.Plan.ModelId)} needs is not known, so {load.Node.Name} could unload "
                + $"{LoadWords.Models([.. load.Survey.Loaded.Select(model => model.Id)])} for it. Unload what is not needed first, or send mayEvict: true.");
}

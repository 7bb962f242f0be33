using System.Collections.Immutable;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Footprints;

/// <summary>A loaded model, told from an earlier load of the same.</summary>
internal sealed record LoadedKey(string Id, DateTimeOffset? LoadedAt);

/// <summary>One poll that read memory and model list together.</summary>
/// <param name="UsedGb">System memory in use, GiB.</param>
/// <param name="Models">Each with its own figure, GiB; null when the node does not know it.</param>
internal sealed record MemoryLook(DateTimeOffset At, double UsedGb, double? UptimeSeconds, ImmutableDictionary<LoadedKey, double?> Models)
{
    /// <summary>Null when this poll brought no new list or no memory: then nothing is known of both at one time.</summary>
    public static MemoryLook? Of(NodeSnapshot last, NodeSnapshot next) =>
        next.ModelsAsOf is { } at && at != last.ModelsAsOf && Fresh(last, next) is { } used && next.Models is { } models
            ? new(at, used, next.UptimeSeconds, models.DistinctBy(Key).ToImmutableDictionary(Key, model => model.MemoryGb))
            : null;

    /// <summary>Memory that this very poll brought; null when it brought none.</summary>
    public static double? Fresh(NodeSnapshot last, NodeSnapshot next) =>
        next.HasAdmin && next.Memory is { UsedGb: { } used } memory && memory.AsOf != last.Memory?.AsOf ? used : null;

    public bool HasSameModels(MemoryLook other) => Models.Count == other.Models.Count && Models.Keys.All(other.Models.ContainsKey);

    /// <summary>The other models as text, in an order that is always the same.</summary>
    public string Others(LoadedKey model) => string.Join('\n', Models.Keys.Where(key => key != model)
        .Select(key => $"{key.Id} {key.LoadedAt?.ToUnixTimeMilliseconds()}").Order(StringComparer.Ordinal));

    private static LoadedKey Key(NodeModel model) => new(model.Id, model.LoadedAt);
}

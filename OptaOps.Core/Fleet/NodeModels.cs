using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>Wire models as the fleet keeps them.</summary>
internal static class NodeModels
{
    public static NodeModel From(LoadedModel model) => new(
        model.Id,
        model.MemoryGb,
        model.ContextLength,
        model.Batching,
        model.Readiness is { } readiness ? UntrustedText.Shorten(readiness) : null,
        model.ReadinessReason is { } reason ? UntrustedText.Shorten(reason) : null,
        model.LoadedAt,
        model.LastUsedAt,
        model.RequestCount);

    /// <summary>All that an id alone tells; the rest is unknown, not 0.</summary>
    public static NodeModel FromId(string id) => new(id, null, null, null, null, null, null, null, null);
}

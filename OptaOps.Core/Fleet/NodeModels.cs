using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>Wire models as the fleet keeps them.</summary>
internal static class NodeModels
{
    /// <summary><c>created</c> has whole seconds.</summary>
    private static readonly TimeSpan SameLoad = TimeSpan.FromSeconds(1.5);

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

    /// <param name="isLmx">Whether <c>created</c> is the load; other servers put anything there.</param>
    public static IReadOnlyList<NodeModel> From(OpenAiModels models, bool isLmx) =>
        [.. models.Models.Select(model => FromId(model.Id) with { LoadedAt = isLmx ? model.CreatedAt : null, ContextLength = model.ContextLength })];

    /// <summary>A list of ids, with what was known of the same loads before; a model that was loaded anew is known by its id alone.</summary>
    public static IReadOnlyList<NodeModel> Merge(IReadOnlyList<NodeModel>? known, IReadOnlyList<NodeModel> listed) => known is null
        ? listed
        : [.. listed.Select(model => known.FirstOrDefault(old => old.Id == model.Id && IsSameLoad(old, model)) ?? model)];

    private static bool IsSameLoad(NodeModel old, NodeModel listed) =>
        old.LoadedAt is not { } before || listed.LoadedAt is not { } now || (before - now).Duration() < SameLoad;
}

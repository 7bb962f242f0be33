using System.Collections.Immutable;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>
/// Live truth about loads: those under way, and results until somebody dismisses them, newest first; and the keep-alives that we set. Immutable;
/// watched through <c>Latest</c>.
/// </summary>
public sealed record LoadBoard(ImmutableArray<LoadAttempt> Items, ImmutableArray<KeepAlive> KeepAlives)
{
    private const int MostResults = 5;

    public static LoadBoard Empty { get; } = new([], []);

    public LoadAttempt? Find(int id) => Items.FirstOrDefault(item => item.Id == id);

    public LoadAttempt? UnderWay(int nodeId) => Items.FirstOrDefault(item => item.NodeId == nodeId && item.EndedAt is null);

    /// <summary>Seconds, as we asked for when this load was made; null when we did not.</summary>
    public int? KeepAliveOf(int nodeId, NodeModel model) => model.LoadedAt is { } at
        ? KeepAlives.FirstOrDefault(each => each.NodeId == nodeId && each.ModelId == model.Id && each.LoadedAt == at)?.Seconds
        : null;

    /// <summary>The board with an attempt as it is now.</summary>
    internal LoadBoard With(LoadAttempt attempt)
    {
        var others = Items.Where(item => item.Id != attempt.Id);
        var shown = (attempt.DismissedAt is null ? others.Append(attempt) : others).OrderByDescending(item => item.Id).ToArray();
        var results = shown.Where(item => item.EndedAt is not null).GroupBy(item => item.NodeId).SelectMany(node => node.Skip(MostResults)).ToHashSet();
        return new([.. shown.Where(item => !results.Contains(item))], Keep(attempt));
    }

    private ImmutableArray<KeepAlive> Keep(LoadAttempt attempt) => attempt is { State: LoadState.Done, LoadedAt: { } at }
        ? [.. KeepAlives.Where(each => each.NodeId != attempt.NodeId || each.ModelId != attempt.ModelId), new(attempt.NodeId, attempt.ModelId, at, attempt.KeepAliveSeconds)]
        : KeepAlives;
}

/// <summary>The keep-alive with which we made a load.</summary>
/// <param name="LoadedAt">The node's time of that load.</param>
/// <param name="Seconds">Null when we left it to the node.</param>
public sealed record KeepAlive(int NodeId, string ModelId, DateTimeOffset LoadedAt, int? Seconds);

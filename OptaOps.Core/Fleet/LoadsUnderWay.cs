using System.Collections.Concurrent;

namespace OptaOps.Core.Fleet;

/// <summary>The one load or unload that OptaOps itself has asked of each node and that is not settled yet (contract §4.3: a second load can evict everything).</summary>
public sealed class LoadsUnderWay : INodeHold
{
    private readonly ConcurrentDictionary<int, LoadUnderWay> _byNode = new();

    /// <summary>False when one is under way on that node already.</summary>
    public bool TryBegin(int nodeId, LoadUnderWay load) => _byNode.TryAdd(nodeId, load);

    public void End(int nodeId) => _byNode.TryRemove(nodeId, out _);

    /// <summary>Null when there is none.</summary>
    public LoadUnderWay? On(int nodeId) => _byNode.GetValueOrDefault(nodeId);

    Task<string?> INodeHold.ReasonAsync(int nodeId, CancellationToken cancellationToken) => Task.FromResult(On(nodeId) is { } load
        ? $"{(load.Unloads ? "an unload" : "a load")} of {UntrustedText.Shorten(load.ModelId)} that OptaOps asked for is under way on it. Wait until it has ended."
        : null);
}

/// <param name="ModelId">As it was asked for.</param>
/// <param name="Unloads">True for an unload.</param>
/// <param name="UsualMs">Median of earlier loads of this model on this node, milliseconds; null when none is on record.</param>
/// <param name="Ours">False for one that somebody else asked for and the node's event stream told of.</param>
public sealed record LoadUnderWay(string ModelId, bool Unloads, DateTimeOffset Since, double? UsualMs, bool Ours = true);

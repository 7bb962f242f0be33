using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>
/// Loads that anybody asked of a node, as its event stream tells them. A load that fails early is never told to have ended (contract §4.5), so
/// one is forgotten when the node answers a minute after its begin: a load that blocks the server would not let it.
/// </summary>
public sealed class LoadsSeen(IDbContextFactory<OptaOpsDb> databases, LoadsUnderWay own, TimeProvider time) : IPollListener
{
    /// <summary>A node that tells of more loads than this before a poll sees one of them is not believed.</summary>
    private const int MostWaiting = 32;

    private static readonly TimeSpan AnswersMeanOver = TimeSpan.FromMinutes(1);

    /// <summary>A time that finds no stay within this belongs to none.</summary>
    private static readonly TimeSpan StayComesWithin = TimeSpan.FromMinutes(5);

    /// <summary>By so much a poll may see a model before its event is heard.</summary>
    private static readonly TimeSpan SeenBefore = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, LoadSeen> _underWay = new();
    private readonly ConcurrentDictionary<(int NodeId, string ModelId), (double Ms, DateTimeOffset ToldAt)> _took = new();

    /// <summary>The load that was told last and has not ended; null when none is known.</summary>
    public LoadSeen? On(int nodeId) => _underWay.GetValueOrDefault(nodeId);

    Task IPollListener.PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        if (next.AsOf > last.AsOf && On(next.Node.Id) is { } load && time.GetUtcNow() - load.Since > AnswersMeanOver)
        {
            Forget(next.Node.Id);
        }

        return Task.CompletedTask;
    }

    internal void Begin(int nodeId, string modelId) => _underWay[nodeId] = new LoadSeen(modelId, time.GetUtcNow());

    /// <param name="tookMs">As the node measured it, milliseconds; null when it did not say or the load failed.</param>
    internal void End(int nodeId, string modelId, double? tookMs)
    {
        if (On(nodeId)?.ModelId == modelId)
        {
            Forget(nodeId);
        }

        // One of our own is timed from our request to its answer.
        if (tookMs is { } took && own.On(nodeId)?.ModelId != modelId && _took.Keys.Count(load => load.NodeId == nodeId) < MostWaiting)
        {
            _took[(nodeId, modelId)] = (took, time.GetUtcNow());
        }
    }

    /// <summary>What was told before a gap may have ended within it.</summary>
    internal void Forget(int nodeId) => _underWay.TryRemove(nodeId, out _);

    /// <summary>
    /// Writes the times of ended loads to the stays they began; called after a poll that has seen those. Our own clock is not asked: while a load
    /// blocks the server, its begin is told with its end.
    /// </summary>
    internal async Task KeepAsync(int nodeId, CancellationToken cancellationToken)
    {
        foreach (var (load, told) in _took.Where(each => each.Key.NodeId == nodeId).ToArray())
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var since = told.ToldAt - SeenBefore;
            var kept = await database.ModelStays
                .Where(stay => stay.NodeId == nodeId && stay.ModelId == load.ModelId && stay.GoneAt == null && stay.LoadMs == null && stay.SeenAt >= since)
                .ExecuteUpdateAsync(set => set.SetProperty(stay => stay.LoadMs, told.Ms), cancellationToken);

            // This poll may have been begun before the load was over: then the next one sees the stay.
            if (kept > 0 || time.GetUtcNow() - told.ToldAt > StayComesWithin)
            {
                _took.TryRemove(new(load, told));
            }
        }
    }
}

/// <param name="ModelId">As the node spells it; untrusted text.</param>
/// <param name="Since">When its begin was told.</param>
public sealed record LoadSeen(string ModelId, DateTimeOffset Since);

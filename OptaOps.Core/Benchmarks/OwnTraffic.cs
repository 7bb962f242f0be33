using System.Collections.Concurrent;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// What we ourselves sent to each model in this process: when our last request ended, which prompts its present load has seen, and how many
/// requests were ours. Also which node still works on a request that was given up.
/// </summary>
internal sealed class OwnTraffic(TimeProvider time)
{
    private readonly ConcurrentDictionary<(int NodeId, string Model), Record> _records = new();
    private readonly ConcurrentDictionary<int, int> _occupied = new();

    /// <summary>What is known of a model before a request with a prompt.</summary>
    /// <param name="loadedAt">Of the load that the node reports now.</param>
    public OwnKnowledge Of(int nodeId, string model, DateTimeOffset? loadedAt, string promptHash)
    {
        if (_records.GetValueOrDefault((nodeId, model)) is not { } record)
        {
            return new(null, null, false, 0, true);
        }

        var sameLoad = record.LoadedAt == loadedAt;
        var seen = sameLoad && record.Prompts.Contains(promptHash) ? true : record.Doubtful.Contains(promptHash) ? (bool?)null : false;
        return new(Since(record.EndedAt), Since(record.GoodAt), seen, sameLoad ? record.Requests : 0, sameLoad);
    }

    /// <summary>A request of ours has ended.</summary>
    /// <param name="endedAt">Our timestamp of its end, not of what was read after it.</param>
    /// <param name="load">The load that met it, when the readings before and after it agree; null when the model was reloaded around it.</param>
    /// <param name="hadText">A prompt that brought no text may or may not have reached the cache.</param>
    public void Ended(int nodeId, string model, long endedAt, KnownLoad? load, string promptHash, bool good, bool hadText)
    {
        var record = _records.GetOrAdd((nodeId, model), _ => new Record());
        record.EndedAt = endedAt;
        if (load is null || !hadText)
        {
            record.Doubtful.Add(promptHash);
        }

        if (load is null)
        {
            return;
        }

        if (record.LoadedAt != load.At)
        {
            record.Prompts.Clear();
            record.Requests = 0;
            record.GoodAt = null;
            record.LoadedAt = load.At;
        }

        if (hadText)
        {
            record.Prompts.Add(promptHash);
        }

        record.Requests++;
        record.GoodAt = good ? endedAt : record.GoodAt;
    }

    /// <summary>Forgets prompts; each benchmark has nonces of its own.</summary>
    public void ForgetPrompts(int nodeId)
    {
        foreach (var (_, record) in _records.Where(each => each.Key.NodeId == nodeId))
        {
            record.Prompts.Clear();
            record.Doubtful.Clear();
        }
    }

    /// <summary>The node works on: LMX does not stop an unstreamed request whose client has gone.</summary>
    public void Occupy(int nodeId, int benchmarkId) => _occupied[nodeId] = benchmarkId;

    /// <summary>The benchmark whose given-up request may still occupy the node, or null.</summary>
    public int? OccupiedBy(int nodeId) => _occupied.TryGetValue(nodeId, out var benchmarkId) ? benchmarkId : null;

    public void Free(int nodeId) => _occupied.TryRemove(nodeId, out _);

    private double? Since(long? timestamp) => timestamp is { } at ? time.GetElapsedTime(at).TotalSeconds : null;

    /// <summary>One benchmark at a time touches a node's records, so they need no lock of their own.</summary>
    private sealed class Record
    {
        public DateTimeOffset? LoadedAt { get; set; }

        public long? EndedAt { get; set; }

        public long? GoodAt { get; set; }

        public int Requests { get; set; }

        /// <summary>Answered by the present load.</summary>
        public HashSet<string> Prompts { get; } = [];

        /// <summary>Sent, but it is not known what became of them: they may be in the cache of this load or of a later one.</summary>
        public HashSet<string> Doubtful { get; } = [];
    }
}

/// <summary>The load that a request met.</summary>
/// <param name="At">When it was loaded; null where the node does not tell.</param>
internal sealed record KnownLoad(DateTimeOffset? At)
{
    /// <summary>Null when the readings around a request differ or one of them is missing, so that either load may have met it.</summary>
    public static KnownLoad? Between(ModelCounters? before, ModelCounters? after) =>
        before is not null && after is not null && before.LoadedAt == after.LoadedAt ? new KnownLoad(before.LoadedAt) : null;
}

/// <param name="SecondsSinceEnd">Since our last request to the model ended, on our clock; null when there was none.</param>
/// <param name="SecondsSinceGood">Since our last good one of this load; null when there was none.</param>
/// <param name="PromptSeen">True when the prompt was answered since the load, false when it was not sent, null when it brought no text.</param>
/// <param name="Requests">Ours since the load, as far as this process knows.</param>
/// <param name="SameLoad">The load is the one that our last request met; true when there was none.</param>
internal sealed record OwnKnowledge(double? SecondsSinceEnd, double? SecondsSinceGood, bool? PromptSeen, int Requests, bool SameLoad);

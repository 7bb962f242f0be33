using System.Collections.Concurrent;

namespace OptaOps.Core.Benchmarks;

/// <summary>What we ourselves sent to each model in this process: when our last run ended, and which prompts its present load has seen.</summary>
internal sealed class OwnTraffic(TimeProvider time)
{
    private readonly ConcurrentDictionary<(int NodeId, string Model), Record> _records = new();

    /// <summary>End of our last run of a model on the node's clock; null when there was none or its clock was not read.</summary>
    public DateTimeOffset? LastEnd(int nodeId, string model) => _records.GetValueOrDefault((nodeId, model))?.NodeEnd;

    /// <summary>Seconds since our last good run of a model on our clock; null when there was none.</summary>
    public double? SecondsSinceGoodRun(int nodeId, string model) =>
        _records.GetValueOrDefault((nodeId, model))?.GoodAt is { } at ? time.GetElapsedTime(at).TotalSeconds : null;

    /// <summary>True when the prompt was answered since that load, false when it was never sent, null when it was sent but brought no text.</summary>
    public bool? Seen(int nodeId, string model, DateTimeOffset? loadedAt, string promptHash) =>
        _records.GetValueOrDefault((nodeId, model)) is { } record && record.LoadedAt == loadedAt && record.Prompts.TryGetValue(promptHash, out var answered)
            ? answered ? true : null
            : false;

    public void Ended(int nodeId, string model, DateTimeOffset? loadedAt, string promptHash, DateTimeOffset? nodeEnd, bool good, bool hadText)
    {
        var record = _records.GetOrAdd((nodeId, model), _ => new Record());
        if (record.LoadedAt != loadedAt)
        {
            record.Prompts.Clear();
            record.LoadedAt = loadedAt;
        }

        record.Prompts[promptHash] = hadText || record.Prompts.GetValueOrDefault(promptHash);
        record.NodeEnd = nodeEnd ?? record.NodeEnd;
        record.GoodAt = good ? time.GetTimestamp() : record.GoodAt;
    }

    /// <summary>Forgets prompts; each benchmark has nonces of its own.</summary>
    public void ForgetPrompts(int nodeId)
    {
        foreach (var (_, record) in _records.Where(each => each.Key.NodeId == nodeId))
        {
            record.Prompts.Clear();
        }
    }

    /// <summary>One benchmark at a time touches a node's records, so they need no lock of their own.</summary>
    private sealed class Record
    {
        public DateTimeOffset? LoadedAt { get; set; }

        public DateTimeOffset? NodeEnd { get; set; }

        public long? GoodAt { get; set; }

        public Dictionary<string, bool> Prompts { get; } = [];
    }
}

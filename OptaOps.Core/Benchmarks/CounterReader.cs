using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>Reads a node's counters around a run. The caller holds the node's gate.</summary>
internal sealed class CounterReader(LmxClients clients, TimeProvider time)
{
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>The counters as soon as nothing is in flight, or as they stand after 30 s; null when the node does not give them.</summary>
    public async Task<NodeCounters?> WaitUntilQuietAsync(LmxEndpoint endpoint, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var counters = await ReadAsync(endpoint, cancellationToken);
            if (counters?.InFlight is null or 0 || time.GetElapsedTime(begin) >= QuietWithin)
            {
                return counters;
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    /// <summary>The counters now; null when the node does not give them (no admin key, another server, not reachable).</summary>
    public async Task<NodeCounters?> ReadAsync(LmxEndpoint endpoint, CancellationToken cancellationToken)
    {
        var client = clients.For(endpoint);
        var status = await client.GetStatusAsync(Patience, cancellationToken);
        if (status.Value is null)
        {
            return null;
        }

        var models = await client.GetModelsAsync(Patience, cancellationToken);
        return models.Value is null
            ? null
            : new NodeCounters(
                [.. models.Value.Loaded.Select(model => new ModelCounters(
                    model.Id, model.LoadedAt, model.RequestCount, model.LastUsedAt, model.MemoryGb, model.ContextLength, model.Batching))],
                status.Value.UptimeSeconds,
                status.Value.InFlight,
                models.NodeTime);
    }
}

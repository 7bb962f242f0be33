using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>Reads a node's counters around a round. The caller holds the node's gate.</summary>
internal sealed class CounterReader(LmxClients clients, TimeProvider time)
{
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>The counters as soon as nothing is in flight, or as they stand after 30 s; null when the node does not give them.</summary>
    /// <param name="isLmx">Whether <c>created</c> of <c>/v1/models</c> is the load.</param>
    public Task<NodeCounters?> WaitUntilQuietAsync(LmxEndpoint endpoint, bool isLmx, CancellationToken cancellationToken) =>
        WaitUntilQuietAsync(endpoint, isLmx, QuietWithin, cancellationToken);

    /// <param name="within">How long to wait at most.</param>
    public async Task<NodeCounters?> WaitUntilQuietAsync(LmxEndpoint endpoint, bool isLmx, TimeSpan within, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var counters = await ReadAsync(endpoint, isLmx, cancellationToken);
            if (counters?.InFlight is null or 0 || time.GetElapsedTime(begin) >= within)
            {
                return counters;
            }

            await Task.Delay(LookAgain, time, cancellationToken);
        }
    }

    /// <summary>The counters now; without an admin key only what is loaded since when; null when the node gives neither.</summary>
    public async Task<NodeCounters?> ReadAsync(LmxEndpoint endpoint, bool isLmx, CancellationToken cancellationToken)
    {
        var client = clients.For(endpoint);
        var status = await client.GetStatusAsync(Patience, cancellationToken);
        if (status.Value is null)
        {
            return await ReadOpenListAsync(client, isLmx, cancellationToken);
        }

        var models = await client.GetModelsAsync(Patience, cancellationToken);
        return models.Value is null
            ? null
            : new NodeCounters(
                [.. models.Value.Loaded.Select(model => new ModelCounters(
                    model.Id, model.LoadedAt, model.RequestCount, model.LastUsedAt, model.MemoryGb, model.ContextLength, model.Batching))],
                status.Value.UptimeSeconds,
                status.Value.InFlight,
                status.Value.MaxConcurrent,
                models.NodeTime,
                time.GetTimestamp());
    }

    /// <summary>What can falsify a round of several streams: requests that wait for a slot, and a shrunken adaptive limit.</summary>
    public async Task<NodePressure> ReadPressureAsync(LmxEndpoint endpoint, string model, CancellationToken cancellationToken)
    {
        var client = clients.For(endpoint);
        var metrics = await client.GetMetricsAsync(Patience, cancellationToken);
        var performance = await client.GetPerformanceAsync(model, Patience, cancellationToken);
        return new NodePressure(
            metrics.Value?.Queued, performance.Value?.AdaptiveReason is { } reason ? UntrustedText.Shorten(reason) : null);
    }

    private async Task<NodeCounters?> ReadOpenListAsync(LmxClient client, bool isLmx, CancellationToken cancellationToken)
    {
        var list = await client.GetOpenAiModelsAsync(Patience, cancellationToken);
        return list.Value is null
            ? null
            : new NodeCounters(
                [.. list.Value.Models.Select(model => new ModelCounters(model.Id, isLmx ? model.CreatedAt : null, null, null, null, null, null))],
                null,
                null,
                null,
                list.NodeTime,
                time.GetTimestamp());
    }
}

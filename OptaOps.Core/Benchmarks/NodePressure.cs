namespace OptaOps.Core.Benchmarks;

/// <summary>What can falsify a round of several streams on LMX (contract §3.6, §3.10, §5.5); null figures were not received.</summary>
/// <param name="Queued">Requests waiting for a slot.</param>
/// <param name="AdaptiveReason">Why the adaptive limit last moved; <c>latency_high</c> means that it shrank below the configured slots.</param>
internal sealed record NodePressure(int? Queued, string? AdaptiveReason)
{
    private const string LatencyHigh = "latency_high";

    /// <summary>Whether a round of so many streams was held back, by what was read before and after it.</summary>
    public static bool Throttled(NodePressure? before, NodePressure? after, int streams, int? slots) =>
        streams > slots || before?.Queued > 0 || after?.Queued > 0 || before?.AdaptiveReason == LatencyHigh || after?.AdaptiveReason == LatencyHigh;
}

namespace OptaOps.Core.Benchmarks;

/// <summary>What a node said of itself at one moment (contract §3.1, §3.4). Null figures were not received.</summary>
/// <param name="NodeTime">The node's own clock, from the <c>Date</c> header of the answer; one second resolution.</param>
internal sealed record NodeCounters(IReadOnlyList<ModelCounters> Models, double? UptimeSeconds, int? InFlight, DateTimeOffset? NodeTime)
{
    public ModelCounters? Find(string model) => Models.FirstOrDefault(each => each.Id == model);
}

/// <param name="RequestCount">Since the load; counted by the node at the start of a request.</param>
internal sealed record ModelCounters(
    string Id, DateTimeOffset? LoadedAt, int? RequestCount, DateTimeOffset? LastUsedAt, double? MemoryGb, int? ContextLength, bool? Batching);

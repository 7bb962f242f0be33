namespace OptaOps.Core.Benchmarks;

/// <summary>What a node said of itself at one moment (contract §3.1, §3.4). Null figures were not received.</summary>
/// <param name="NodeTime">The node's own clock, from the <c>Date</c> header of the answer; whole seconds, cut off.</param>
/// <param name="ReadAt">Our timestamp when the answer was there.</param>
internal sealed record NodeCounters(IReadOnlyList<ModelCounters> Models, double? UptimeSeconds, int? InFlight, int? Slots, DateTimeOffset? NodeTime, long ReadAt)
{
    public ModelCounters? Find(string model) => Models.FirstOrDefault(each => each.Id == model);

    /// <summary>Requests over the models beside this one; null when a count is missing.</summary>
    public int? Others(string model) => Models.Where(each => each.Id != model).Aggregate((int?)0, (sum, each) => sum + each.RequestCount);
}

/// <param name="LoadedAt">Without an admin key the whole second of <c>/v1/models</c>, on LMX.</param>
/// <param name="RequestCount">Since the load; counted by the node at the start of a request. Null without an admin key.</param>
internal sealed record ModelCounters(
    string Id, DateTimeOffset? LoadedAt, int? RequestCount, DateTimeOffset? LastUsedAt, double? MemoryGb, int? ContextLength, bool? Batching);

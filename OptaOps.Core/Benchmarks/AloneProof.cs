namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Whether a round was alone on its node (design §4): nothing was in flight before, the same models stayed loaded, the node did not restart,
/// and the requests counted over all loaded models are our own exactly. Embeddings, quantise jobs and other processes are not seen.
/// </summary>
internal static class AloneProof
{
    /// <summary>True when proven, false when disproven, null when a counter is missing or a growth may be ours or another's.</summary>
    public static bool? Judge(NodeCounters? before, NodeCounters? after, OwnRequests own)
    {
        if (before is null || after is null || before.InFlight is not { } inFlight)
        {
            return null;
        }

        var sameModels = before.Models.Select(each => each.Id).Order(StringComparer.Ordinal)
            .SequenceEqual(after.Models.Select(each => each.Id).Order(StringComparer.Ordinal));
        if (inFlight > 0 || !sameModels || after.UptimeSeconds < before.UptimeSeconds)
        {
            return false;
        }

        if (before.Models.Concat(after.Models).Any(each => each.RequestCount is null || each.LoadedAt is null))
        {
            return null;
        }

        return before.Models.All(each => after.Find(each.Id)!.LoadedAt == each.LoadedAt)
            ? own.Explain(after.Models.Sum(each => each.RequestCount!.Value) - before.Models.Sum(each => each.RequestCount!.Value))
            : false;
    }
}

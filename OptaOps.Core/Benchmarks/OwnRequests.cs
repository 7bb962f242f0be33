namespace OptaOps.Core.Benchmarks;

/// <summary>
/// How many of our requests a node has counted between two readings. A refused or broken one may or may not be among them (contract §3.4:
/// counted at the start of a request), so there is a least and a most.
/// </summary>
/// <param name="Least">Those that were answered by a stream.</param>
/// <param name="Most">All that were sent.</param>
internal readonly record struct OwnRequests(int Least, int Most)
{
    public static OwnRequests Of(IReadOnlyCollection<StreamTiming> streams) => new(streams.Count(WasCounted), streams.Count(MayBeCounted));

    /// <summary>True when a growth of the counters is ours alone, false when it is not, null when it may be either.</summary>
    public bool? Explain(int growth) => growth == Least ? true : growth > Least && growth <= Most ? null : false;

    private static bool WasCounted(StreamTiming stream) => stream.TtfrMs is not null && stream.Failure?.Code != FailureCode.ServerBusy;

    /// <summary>These are refused before a model is looked at, or never arrived.</summary>
    private static bool MayBeCounted(StreamTiming stream) =>
        stream.Failure?.Code is not (FailureCode.ConnectFailed or FailureCode.Unauthorized or FailureCode.ModelNotFound or FailureCode.Overloaded);
}

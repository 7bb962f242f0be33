namespace OptaOps.Core.Fleet;

/// <summary>The load that may be what keeps a node from answering: our own, else the one that its event stream told of.</summary>
internal sealed class BlockingLoads(LoadsUnderWay own, LoadsSeen seen, LoadTimes times)
{
    /// <summary>Null when none is known. The usual time is read only for a load of somebody else; our own brings it along.</summary>
    public async Task<LoadUnderWay?> OnAsync(int nodeId, CancellationToken cancellationToken)
    {
        if (own.On(nodeId) is { } ours)
        {
            return ours;
        }

        return seen.On(nodeId) is { } told
            ? new LoadUnderWay(told.ModelId, false, told.Since, await times.UsualMsAsync(nodeId, told.ModelId, cancellationToken), Ours: false)
            : null;
    }
}

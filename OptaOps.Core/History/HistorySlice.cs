namespace OptaOps.Core.History;

/// <summary>One stored piece of a node's history, a poll or a bucket, with one figure.</summary>
/// <param name="AtMs">Moment of the poll, or begin of the bucket.</param>
/// <param name="WidthMs">0 for a poll.</param>
/// <param name="LongestCoverMs">A hole that is no longer than this is none.</param>
internal sealed record HistorySlice(long AtMs, long WidthMs, int Polls, long LongestCoverMs, StateTimes States, Spread Figure)
{
    private const long Jitter = 1000;

    public long FromMs => WidthMs == 0 ? AtMs - LongestCoverMs : AtMs;

    public long ToMs => AtMs + WidthMs;

    /// <summary>True when nothing lies between a slice's end and this one that could have been watched.</summary>
    public bool Follows(long endMs) => FromMs - endMs <= (WidthMs == 0 ? Jitter : LongestCoverMs);
}

namespace OptaOps.Accuracy;

/// <summary>What the peer noted of one stream, on the machine's monotonic clock.</summary>
/// <param name="Received">When the request had been read.</param>
/// <param name="Pieces">Immediately before the send of each piece of text.</param>
/// <param name="Done">Immediately before the send of <c>[DONE]</c>.</param>
internal sealed record StreamStamps(long Received, long[] Pieces, long Done);

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Core.History;

/// <summary>Reads the history of a node from the database, already the size of the picture; polls, minutes and hours are mixed over the range as they are kept.</summary>
public sealed class NodeHistory(IDbContextFactory<OptaOpsDb> databases, NodeGates gates, TimeProvider time)
{
    public const int MostPoints = 2000;

    /// <summary>A gap below this part of a bucket cannot be seen and is left out.</summary>
    private const int LeastGapParts = 20;

    /// <summary>When the oldest kept poll of a node was taken, or the oldest bucket began; null when nothing of it is kept.</summary>
    public async Task<DateTimeOffset?> BeganAsync(int nodeId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var hour = await database.NodeBuckets.Where(row => row.NodeId == nodeId && row.WidthMs == NodeBucketRow.Hour).MinAsync(row => (long?)row.AtMs, cancellationToken);
        var poll = await database.NodeSamples.Where(row => row.NodeId == nodeId).MinAsync(row => (long?)row.TakenAtMs, cancellationToken);
        var first = hour is { } bucket && !(bucket + NodeBucketRow.Hour > poll) ? bucket : poll;
        return first is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }

    /// <param name="points">1 to 2,000; there are no more than one over.</param>
    public async Task<NodeHistoryView> ReadAsync(
        int nodeId, NodeMetric metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        to = to > now ? now : to;
        var (begin, end) = (from.ToUnixTimeMilliseconds(), Math.Max(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()));
        var width = HistorySteps.Width(Math.Max(1, end - begin), Math.Clamp(points, 1, MostPoints));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.BeginSnapshotAsync(cancellationToken);
        var slices = await new HistorySource(database, nodeId, metric).ReadAsync(begin, end, HistorySteps.Resolution(width), cancellationToken);
        var least = width / LeastGapParts;
        var noted = await database.ObserverGaps.AsNoTracking()
            .Where(row => (row.NodeId == null || row.NodeId == nodeId) && row.ToMs > begin && row.FromMs < end && row.ToMs - row.FromMs >= least)
            .OrderBy(row => row.FromMs).ToListAsync(cancellationToken);
        if (gates.For(nodeId).Measuring is { } run && run.Since.ToUnixTimeMilliseconds() is var held && end - held >= least && held < end)
        {
            // Stored only when it is over.
            noted.Add(new ObserverGapRow { NodeId = nodeId, FromMs = Math.Max(begin, held), ToMs = end, Reason = ObserverGapReason.Measuring });
        }

        return new NodeHistoryView(
            metric,
            metric switch { NodeMetric.MemoryUsedGb => "GB", NodeMetric.InFlight => "requests", NodeMetric.PollLatencyMs => "ms", _ => "" },
            from,
            DateTimeOffset.FromUnixTimeMilliseconds(end),
            width / 1000.0,
            metric == NodeMetric.State ? [] : HistoryPicture.Points(slices, width),
            HistoryGaps.Find(slices, noted, begin, end, least),
            HistoryPicture.Bands(slices, width, begin, end),
            HistoryPicture.Totals(slices));
    }
}

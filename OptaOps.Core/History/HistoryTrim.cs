using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>
/// Deletes old samples and buckets in small transactions. The mark moves first, so that a reader never takes a half deleted resolution for
/// a gap. A raw sample goes only after it was rolled up.
/// </summary>
internal sealed class HistoryTrim(IDbContextFactory<OptaOpsDb> databases)
{
    private const int Most = 5000;

    /// <param name="beforeMs">Cut down to a whole minute.</param>
    public async Task<int> RawAsync(long beforeMs, CancellationToken cancellationToken)
    {
        var before = NodeBucketRow.Begin(beforeMs, NodeBucketRow.Minute);
        var rolledUpTo = (await MarkAsync(marks => marks.RawFromMs = Math.Max(marks.RawFromMs, before), cancellationToken)).RolledUpTo;
        return await ChunksAsync(
            async database =>
            {
                var old = database.NodeSamples.Where(row => row.TakenAtMs < before && row.Id <= rolledUpTo);
                var edge = await old.OrderBy(row => row.TakenAtMs).Skip(Most - 1).Select(row => (long?)row.TakenAtMs).FirstOrDefaultAsync(cancellationToken);
                return await (edge is { } last ? old.Where(row => row.TakenAtMs <= last) : old).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <param name="beforeMs">Cut down to a whole hour.</param>
    public async Task<int> MinutesAsync(long beforeMs, CancellationToken cancellationToken)
    {
        var before = NodeBucketRow.Begin(beforeMs, NodeBucketRow.Hour);
        await MarkAsync(marks => marks.MinutesFromMs = Math.Max(marks.MinutesFromMs, before), cancellationToken);
        await ChunksAsync(
            database => database.ObserverGaps.Where(row => row.Reason == ObserverGapReason.Measuring && row.ToMs < before).ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
        return await BucketsAsync(NodeBucketRow.Minute, before, cancellationToken);
    }

    /// <param name="beforeMs">Cut down to a whole hour.</param>
    public async Task<int> HoursAsync(long beforeMs, CancellationToken cancellationToken)
    {
        var before = NodeBucketRow.Begin(beforeMs, NodeBucketRow.Hour);
        await MarkAsync(marks => marks.HoursFromMs = Math.Max(marks.HoursFromMs, before), cancellationToken);
        return await BucketsAsync(NodeBucketRow.Hour, before, cancellationToken);
    }

    private Task<int> BucketsAsync(long width, long before, CancellationToken cancellationToken) => ChunksAsync(
        async database =>
        {
            var old = database.NodeBuckets.Where(row => row.WidthMs == width && row.AtMs < before);
            var edge = await old.OrderBy(row => row.AtMs).Skip(Most - 1).Select(row => (long?)row.AtMs).FirstOrDefaultAsync(cancellationToken);
            return await (edge is { } last ? old.Where(row => row.AtMs <= last) : old).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    private async Task<HistoryMarksRow> MarkAsync(Action<HistoryMarksRow> move, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var marks = await HistoryMarksRow.ReadAsync(database, cancellationToken);
        move(marks);
        await database.SaveChangesAsync(cancellationToken);
        return marks;
    }

    private async Task<int> ChunksAsync(Func<OptaOpsDb, Task<int>> deleteSome, CancellationToken cancellationToken)
    {
        var all = 0;
        while (true)
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var deleted = await deleteSome(database);
            all += deleted;
            if (deleted < Most)
            {
                return all;
            }
        }
    }
}

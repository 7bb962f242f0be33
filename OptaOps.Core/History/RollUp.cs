using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>
/// Adds raw samples to their minute and hour. Each is added exactly once: the mark of how far it came is written in the same transaction,
/// and it counts samples as they were stored, not their times, so that a late one finds its bucket too. Small batches let the writer in between.
/// </summary>
internal sealed class RollUp(IDbContextFactory<OptaOpsDb> databases)
{
    private const int BatchSize = 2000;

    /// <summary>Returns how many samples were added; none are left when it returns.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (true)
        {
            var added = await AddBatchAsync(cancellationToken);
            all += added;
            if (added < BatchSize)
            {
                return all;
            }
        }
    }

    private async Task<int> AddBatchAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var marks = await HistoryMarksRow.ReadAsync(database, cancellationToken);
        var samples = await database.NodeSamples.AsNoTracking().Where(row => row.Id > marks.RolledUpTo)
            .OrderBy(row => row.Id).Take(BatchSize).ToListAsync(cancellationToken);
        if (samples.Count == 0)
        {
            return 0;
        }

        await AddAsync(database, samples, NodeBucketRow.Minute, cancellationToken);
        await AddAsync(database, samples, NodeBucketRow.Hour, cancellationToken);
        marks.RolledUpTo = samples[^1].Id;
        await database.SaveChangesAsync(cancellationToken);
        return samples.Count;
    }

    private static async Task AddAsync(OptaOpsDb database, List<NodeSampleRow> samples, long width, CancellationToken cancellationToken)
    {
        var groups = samples.GroupBy(sample => (sample.NodeId, AtMs: NodeBucketRow.Begin(sample.TakenAtMs, width))).ToArray();
        var begins = groups.Select(group => group.Key.AtMs).Distinct().ToArray();
        var stored = await database.NodeBuckets.Where(row => row.WidthMs == width && begins.Contains(row.AtMs))
            .ToDictionaryAsync(row => (row.NodeId, row.AtMs), cancellationToken);
        foreach (var group in groups)
        {
            if (!stored.TryGetValue(group.Key, out var bucket))
            {
                bucket = new NodeBucketRow { NodeId = group.Key.NodeId, WidthMs = width, AtMs = group.Key.AtMs };
                database.Add(bucket);
            }

            bucket.Add(group);
        }
    }
}

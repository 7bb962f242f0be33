using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>
/// Reads the stored pieces of one node and figure: each part of the range in the resolution that was asked for, or the finest that is still
/// kept. What was not rolled up yet comes from the raw samples.
/// </summary>
internal sealed class HistorySource(OptaOpsDb database, int nodeId, NodeMetric metric)
{
    public async Task<List<HistorySlice>> ReadAsync(long begin, long end, long resolution, CancellationToken cancellationToken)
    {
        var marks = await database.HistoryMarks.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new HistoryMarksRow();
        var (minutesFrom, rawFrom) = (Math.Max(begin, marks.MinutesFromMs), Math.Max(begin, marks.RawFromMs));
        var slices = await BucketsAsync(NodeBucketRow.Hour, begin, resolution == NodeBucketRow.Hour ? end : Math.Min(end, minutesFrom), cancellationToken);
        if (resolution < NodeBucketRow.Hour)
        {
            slices.AddRange(await BucketsAsync(NodeBucketRow.Minute, minutesFrom, resolution == NodeBucketRow.Minute ? end : Math.Min(end, rawFrom), cancellationToken));
        }

        var samples = database.NodeSamples.Where(row => row.NodeId == nodeId && row.TakenAtMs <= end);
        slices.AddRange(await SamplesAsync(
            resolution == 0
                ? samples.Where(row => row.TakenAtMs >= rawFrom)
                : samples.Where(row => row.TakenAtMs >= begin && row.Id > marks.RolledUpTo),
            cancellationToken));
        return slices;
    }

    private async Task<List<HistorySlice>> BucketsAsync(long width, long begin, long end, CancellationToken cancellationToken)
    {
        if (begin >= end)
        {
            return [];
        }

        var rows = database.NodeBuckets.AsNoTracking()
            .Where(row => row.NodeId == nodeId && row.WidthMs == width && row.AtMs > begin - width && row.AtMs < end).OrderBy(row => row.AtMs);
        var stored = metric switch
        {
            NodeMetric.MemoryUsedGb => rows.Select(row => new { row.AtMs, row.Polls, row.LongestCoverMs, row.States, Figure = row.MemoryUsedGb }),
            NodeMetric.InFlight => rows.Select(row => new { row.AtMs, row.Polls, row.LongestCoverMs, row.States, Figure = row.InFlight }),
            _ => rows.Select(row => new { row.AtMs, row.Polls, row.LongestCoverMs, row.States, Figure = row.PollLatencyMs }),
        };
        return [.. (await stored.ToListAsync(cancellationToken)).Select(row =>
            new HistorySlice(row.AtMs, width, row.Polls, row.LongestCoverMs, StateTimes.Parse(row.States), row.Figure))];
    }

    private async Task<List<HistorySlice>> SamplesAsync(IQueryable<NodeSampleRow> samples, CancellationToken cancellationToken)
    {
        var rows = samples.AsNoTracking().OrderBy(row => row.TakenAtMs);
        var stored = metric switch
        {
            NodeMetric.MemoryUsedGb => rows.Select(row => new { row.TakenAtMs, row.CoversMs, row.State, Value = row.MemoryUsedGb }),
            NodeMetric.InFlight => rows.Select(row => new { row.TakenAtMs, row.CoversMs, row.State, Value = (double?)row.InFlight }),
            _ => rows.Select(row => new { row.TakenAtMs, row.CoversMs, row.State, Value = row.PollLatencyMs }),
        };
        return [.. (await stored.ToListAsync(cancellationToken)).Select(row =>
            new HistorySlice(row.TakenAtMs, 0, 1, row.CoversMs, StateTimes.Of(row.State, row.CoversMs), Spread.None.With(row.Value)))];
    }
}

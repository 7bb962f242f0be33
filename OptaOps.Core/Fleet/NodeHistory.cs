using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Figures of a node that have a history.</summary>
public enum NodeMetric
{
    MemoryUsedGb,
    InFlight,
    PollLatencyMs,
    State,
}

/// <summary>A node's figure over time, in buckets; where nothing was received there is no point. For <see cref="NodeMetric.State"/> the changes.</summary>
public sealed record NodeHistoryView(NodeMetric Metric, string Unit, IReadOnlyList<NodeHistoryPoint> Points, IReadOnlyList<NodeStateChange> States);

/// <param name="At">Begin of the bucket.</param>
public sealed record NodeHistoryPoint(DateTimeOffset At, double Value, double Min, double Max, int N);

/// <summary>From this moment on the node was in this state, as far as polls tell.</summary>
public sealed record NodeStateChange(DateTimeOffset At, NodeState State);

/// <summary>Reads a node's samples from the database, already the size of the picture.</summary>
public sealed class NodeHistory(IDbContextFactory<OptaOpsDb> databases)
{
    /// <param name="points">1 to 2,000 buckets.</param>
    public async Task<NodeHistoryView> ReadAsync(
        int nodeId, NodeMetric metric, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken)
    {
        var (begin, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var samples = database.NodeSamples.AsNoTracking().Where(row => row.NodeId == nodeId && row.TakenAtMs >= begin && row.TakenAtMs <= end);
        if (metric == NodeMetric.State)
        {
            var states = await samples.OrderBy(row => row.TakenAtMs).Select(row => new { row.TakenAtMs, row.State }).ToListAsync(cancellationToken);
            return new(metric, "", [], [.. states.Where((row, i) => i == 0 || states[i - 1].State != row.State).Select(row => new NodeStateChange(At(row.TakenAtMs), row.State))]);
        }

        var width = Math.Max(1, (end - begin) / Math.Clamp(points, 1, 2000));
        var values = metric switch
        {
            NodeMetric.MemoryUsedGb => samples.Select(row => new { row.TakenAtMs, Value = row.MemoryUsedGb }),
            NodeMetric.InFlight => samples.Select(row => new { row.TakenAtMs, Value = (double?)row.InFlight }),
            _ => samples.Select(row => new { row.TakenAtMs, Value = row.PollLatencyMs }),
        };
        var buckets = await values.Where(row => row.Value != null)
            .GroupBy(row => row.TakenAtMs / width)
            .Select(group => new { group.Key, Mean = group.Average(row => row.Value!.Value), Min = group.Min(row => row.Value!.Value), Max = group.Max(row => row.Value!.Value), N = group.Count() })
            .OrderBy(bucket => bucket.Key)
            .ToListAsync(cancellationToken);
        return new(
            metric,
            metric switch { NodeMetric.MemoryUsedGb => "GB", NodeMetric.InFlight => "requests", _ => "ms" },
            [.. buckets.Select(bucket => new NodeHistoryPoint(At(bucket.Key * width), bucket.Mean, bucket.Min, bucket.Max, bucket.N))],
            []);
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Benchmarks;

/// <summary>A node stays what it is while a benchmark on it waits or runs.</summary>
internal sealed class BenchmarkHold(IDbContextFactory<OptaOpsDb> databases) : INodeHold
{
    public async Task<string?> ReasonAsync(int nodeId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var first = await database.Benchmarks.AsNoTracking()
            .Where(row => row.NodeId == nodeId && (row.State == BenchmarkState.Queued || row.State == BenchmarkState.Running))
            .OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.State })
            .FirstOrDefaultAsync(cancellationToken);
        return first is null ? null : $"benchmark {first.Id} is {(first.State == BenchmarkState.Running ? "running" : "queued")} on it. Cancel it or wait until it has ended.";
    }
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Benchmarks;

/// <summary>Writes of benchmarks. Each is one short transaction; state changes are guarded in the WHERE, not by a prior read.</summary>
internal sealed class BenchmarkStore(IDbContextFactory<OptaOpsDb> databases)
{
    /// <summary>The benchmark with its cells, untracked, or null.</summary>
    public async Task<BenchmarkRow?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Benchmarks.AsNoTracking().Include(row => row.Cells).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Ids and nodes of queued benchmarks, oldest first.</summary>
    public async Task<IReadOnlyList<(int Id, int NodeId)>> QueuedAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Benchmarks.Where(row => row.State == BenchmarkState.Queued).OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.NodeId }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Id, row.NodeId))];
    }

    /// <summary>Queued to running; false when it was cancelled meanwhile.</summary>
    public async Task<bool> StartAsync(int id, DateTimeOffset at, string? nodeVersion, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Benchmarks.Where(row => row.Id == id && row.State == BenchmarkState.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, BenchmarkState.Running).SetProperty(row => row.StartedAt, at).SetProperty(row => row.NodeVersion, nodeVersion),
            cancellationToken) == 1;
    }

    /// <summary>From one state to a final one, with every cell as it stands; false when the benchmark was not in that state.</summary>
    public async Task<bool> FinishAsync(BenchmarkRow benchmark, BenchmarkState from, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var moved = await database.Benchmarks.Where(row => row.Id == benchmark.Id && row.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, benchmark.State)
                .SetProperty(row => row.Reason, benchmark.Reason)
                .SetProperty(row => row.ReasonCode, benchmark.ReasonCode)
                .SetProperty(row => row.FinishedAt, benchmark.FinishedAt),
            cancellationToken);
        if (moved == 1)
        {
            await SaveAsync(database, benchmark.Cells, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return moved == 1;
    }

    /// <summary>A new row with what hangs on it: a benchmark with its cells, a side request, a cache control.</summary>
    public async Task InsertAsync(object row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Add(row);
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The runs of a round as they begin, in one transaction.</summary>
    public async Task InsertRunsAsync(IReadOnlyList<RunRow> runs, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Runs.AddRange(runs);
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The end of a round's runs with their timelines, and the cells, in one transaction.</summary>
    public async Task CompleteRunsAsync(IReadOnlyList<RunRow> runs, IReadOnlyList<CellRow> cells, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Timelines.AddRange(runs.Select(run => run.Timeline).OfType<RunTimelineRow>());
        await SaveAsync(database, runs, cancellationToken);
        await SaveAsync(database, cells, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Figures of ended runs that are known better now.</summary>
    public async Task UpdateRunsAsync(IReadOnlyList<RunRow> runs, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await SaveAsync(database, runs, cancellationToken);
    }

    public async Task<bool> AnnotateAsync(int id, string? note, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Benchmarks.Where(row => row.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Note, note), cancellationToken) == 1;
    }

    /// <summary>Deletes a benchmark that is neither queued nor running, with all that hangs on it.</summary>
    public async Task<bool> DeleteAsync(int id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Benchmarks
            .Where(row => row.Id == id && row.State != BenchmarkState.Queued && row.State != BenchmarkState.Running)
            .ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>After a start: what was running when the last process ended is interrupted and keeps its runs. Returns their ids.</summary>
    public async Task<IReadOnlyList<int>> InterruptLeftoversAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        const string Reason = "OptaOps ended while it was running.";
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var interrupted = await database.Benchmarks.Where(row => row.State == BenchmarkState.Running).Select(row => row.Id).ToListAsync(cancellationToken);
        await database.Runs.Where(run => run.State == RunState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, RunState.Interrupted), cancellationToken);
        await database.Cells.Where(cell => cell.State == CellState.Running || cell.State == CellState.Queued)
            .Where(cell => database.Set<BenchmarkRow>().Any(row => row.Id == cell.BenchmarkId && row.State == BenchmarkState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(cell => cell.State, CellState.Skipped).SetProperty(cell => cell.Reason, Reason), cancellationToken);
        await database.Benchmarks.Where(row => row.State == BenchmarkState.Running).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, BenchmarkState.Interrupted)
                .SetProperty(row => row.Reason, Reason)
                .SetProperty(row => row.FinishedAt, at),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return interrupted;
    }

    private static async Task SaveAsync(OptaOpsDb database, IReadOnlyList<object> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            database.Entry(row).State = EntityState.Modified;
        }

        await database.SaveChangesAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Benchmarks;

/// <summary>Reads the record of benchmarks. What is queued or running is taken from the board, which is newer than the database.</summary>
public sealed class BenchmarkArchive(IDbContextFactory<OptaOpsDb> databases, Latest<BenchmarkBoard> board)
{
    private const int MostListed = 200;

    /// <summary>Newest first, cells without their runs; null filters mean all.</summary>
    public async Task<IReadOnlyList<BenchmarkView>> ListAsync(BenchmarkFilter filter, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var query = database.Benchmarks.AsNoTracking().Include(row => row.Cells).Include(row => row.SideRequests).Include(row => row.CacheControls).AsQueryable();
        query = filter.NodeId is { } nodeId ? query.Where(row => row.NodeId == nodeId) : query;
        query = filter.Model is { } model ? query.Where(row => row.Cells.Any(cell => cell.Model == model)) : query;
        query = filter.Before is { } before ? query.Where(row => row.Id < before) : query;
        var rows = await query.OrderByDescending(row => row.Id).Take(Math.Clamp(filter.Limit, 1, MostListed)).AsSplitQuery().ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.Id).ToArray();
        var runs = await database.Runs.AsNoTracking().Where(run => ids.Contains(run.BenchmarkId)).ToListAsync(cancellationToken);
        var byBenchmark = runs.ToLookup(run => run.BenchmarkId);
        return [.. rows.Select(row => WithReason(row.ToView([], [.. byBenchmark[row.Id]])))];
    }

    /// <summary>How many benchmarks there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Benchmarks.CountAsync(cancellationToken);
    }

    /// <summary>One benchmark with all its runs, or null.</summary>
    public async Task<BenchmarkView?> FindAsync(int benchmarkId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Benchmarks.AsNoTracking().Include(each => each.Cells).Include(each => each.SideRequests).Include(each => each.CacheControls)
            .AsSplitQuery().SingleOrDefaultAsync(each => each.Id == benchmarkId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        var runs = await database.Runs.AsNoTracking().Where(run => run.BenchmarkId == benchmarkId).ToListAsync(cancellationToken);
        return WithReason(row.ToView(runs));
    }

    /// <summary>Arrivals of a run's text chunks, or null when there is no such run or it kept none.</summary>
    public async Task<RunTimeline?> TimelineAsync(int benchmarkId, int n, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var data = await database.Runs.Where(run => run.BenchmarkId == benchmarkId && run.N == n)
            .Select(run => run.Timeline!.Data).SingleOrDefaultAsync(cancellationToken);
        return data is null ? null : new RunTimeline(benchmarkId, n, TimelineCodec.Decode(data));
    }

    /// <summary>Series of one metric.</summary>
    public async Task<HistoryView> HistoryAsync(HistoryQuery query, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await RunHistory.ReadAsync(database, query, cancellationToken);
    }

    /// <summary>Nodes, models and scenarios that have runs.</summary>
    public async Task<HistoryChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var nodes = await database.Benchmarks.GroupBy(row => new { row.NodeId, row.NodeName, row.Simulated })
            .OrderByDescending(group => group.Max(row => row.Id))
            .Select(group => new BenchmarkNode(group.Key.NodeId, group.Key.NodeName, group.Key.Simulated)).ToListAsync(cancellationToken);
        var models = await database.Cells.Select(cell => cell.Model).Distinct().OrderBy(model => model).ToListAsync(cancellationToken);
        var scenarios = await database.Cells.Select(cell => cell.Scenario).Distinct().OrderBy(name => name).ToListAsync(cancellationToken);
        return new HistoryChoices([.. nodes.DistinctBy(node => node.Id)], models, scenarios);
    }

    private BenchmarkView WithReason(BenchmarkView stored) =>
        stored.State == BenchmarkState.Queued && board.Value.Find(stored.Id) is { } live ? stored with { Reason = live.Now } : stored;
}

/// <param name="Before">Only ids below this one, for paging; null means from the newest.</param>
/// <param name="Limit">1 to 200.</param>
public sealed record BenchmarkFilter(int? NodeId = null, string? Model = null, int? Before = null, int Limit = 50);

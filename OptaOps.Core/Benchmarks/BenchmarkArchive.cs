namespace OptaOps.Core.Benchmarks;

/// <summary>Reads the record of benchmarks from the database.</summary>
public sealed class BenchmarkArchive
{
    /// <summary>Newest first, cells without their runs; null filters mean all.</summary>
    public Task<IReadOnlyList<BenchmarkView>> ListAsync(BenchmarkFilter filter, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>How many benchmarks there are.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>One benchmark with all its runs, or null.</summary>
    public Task<BenchmarkView?> FindAsync(int benchmarkId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Arrivals of a run's text chunks, or null when there is no such run or it kept none.</summary>
    public Task<RunTimeline?> TimelineAsync(int benchmarkId, int n, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Series of one metric.</summary>
    public Task<HistoryView> HistoryAsync(HistoryQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Nodes, models and scenarios that have runs.</summary>
    public Task<HistoryChoices> ChoicesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <param name="Before">Only ids below this one, for paging; null means from the newest.</param>
/// <param name="Limit">1 to 200.</param>
public sealed record BenchmarkFilter(int? NodeId = null, string? Model = null, int? Before = null, int Limit = 50);

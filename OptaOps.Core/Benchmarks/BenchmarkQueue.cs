namespace OptaOps.Core.Benchmarks;

/// <summary>The commands on benchmarks: start, cancel, note, delete. Reading is <see cref="BenchmarkArchive"/>, live progress the board.</summary>
public sealed class BenchmarkQueue
{
    /// <summary>Checks the request, stores the benchmark as queued and hands it to the worker.</summary>
    public Task<Outcome<BenchmarkView>> StartAsync(BenchmarkRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks a queued or running benchmark to stop; the socket is closed within a second.</summary>
    public Task<Outcome<BenchmarkView>> CancelAsync(int benchmarkId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Replaces the note; null or empty removes it.</summary>
    public Task<Outcome<BenchmarkView>> AnnotateAsync(int benchmarkId, string? note, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Deletes a finished benchmark with its runs; a queued or running one is refused. Returns what was deleted.</summary>
    public Task<Outcome<BenchmarkView>> DeleteAsync(int benchmarkId, CancellationToken cancellationToken) => throw new NotImplementedException();
}

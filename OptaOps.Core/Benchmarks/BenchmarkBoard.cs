using System.Collections.Immutable;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Live truth about queued, running and just finished benchmarks, newest first. Immutable; watched through <c>Latest</c>.
/// Finished ones stay for a while so that an open page sees its end without asking the database.
/// </summary>
public sealed record BenchmarkBoard(ImmutableArray<LiveBenchmark> Items)
{
    public static BenchmarkBoard Empty { get; } = new([]);

    public LiveBenchmark? Find(int benchmarkId) => Items.FirstOrDefault(item => item.Benchmark.Id == benchmarkId);
}

/// <param name="Benchmark">Complete, with every ended run.</param>
/// <param name="QueuePosition">1 = next on its node; null unless queued.</param>
/// <param name="Now">What is happening in one sentence, null when finished.</param>
/// <param name="Run">The run that is measured now.</param>
public sealed record LiveBenchmark(BenchmarkView Benchmark, int? QueuePosition, string? Now, LiveRun? Run);

/// <summary>Progress of the round that is measured now; published a few times a second from the measuring threads' counters.</summary>
/// <param name="N">Of its first run.</param>
/// <param name="Streams">Runs at once; what follows is of all of them together.</param>
/// <param name="AtMs">Arrivals so far, milliseconds after the first t0.</param>
/// <param name="ElapsedMs">Since the first t0, when this was published.</param>
public sealed record LiveRun(
    int N, string Model, string Scenario, int Round, int Streams, int MaxTokens, DateTimeOffset StartedAt, double? TtftMs, ImmutableArray<double> AtMs, double ElapsedMs)
{
    public int Pieces => AtMs.Length;
}

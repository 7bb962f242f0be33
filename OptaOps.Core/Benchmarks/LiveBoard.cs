using OptaOps.Core.Live;

namespace OptaOps.Core.Benchmarks;

/// <summary>The only writer of the benchmark board: keeps queue places and their reasons true whenever anything moves.</summary>
internal sealed class LiveBoard(Latest<BenchmarkBoard> board)
{
    private const int KeepFinished = 20;

    public BenchmarkView? Find(int benchmarkId) => board.Value.Find(benchmarkId)?.Benchmark;

    public void Queued(BenchmarkView benchmark) => Put(new LiveBenchmark(benchmark, null, null, null));

    /// <summary>A running benchmark moved on.</summary>
    public void Running(BenchmarkView benchmark, string now, LiveRun? run = null) => Put(new LiveBenchmark(benchmark, null, now, run));

    /// <summary>Only the run that is measured moved on.</summary>
    public void Measured(int benchmarkId, LiveRun run) => board.Update(present => present.Find(benchmarkId) is { } item
        ? new BenchmarkBoard(present.Items.Replace(item, item with { Run = run }))
        : present);

    public void Finished(BenchmarkView benchmark) => Put(new LiveBenchmark(benchmark, null, null, null));

    public void Annotated(int benchmarkId, string? note) => board.Update(present => present.Find(benchmarkId) is { } item
        ? new BenchmarkBoard(present.Items.Replace(item, item with { Benchmark = item.Benchmark with { Note = note } }))
        : present);

    public void Deleted(int benchmarkId) => board.Update(present => Arrange([.. present.Items.Where(item => item.Benchmark.Id != benchmarkId)]));

    private static bool IsActive(LiveBenchmark item) => item.Benchmark.State is BenchmarkState.Queued or BenchmarkState.Running;

    private void Put(LiveBenchmark item) => board.Update(present =>
    {
        // A note that was changed meanwhile is newer than the one the worker read at its start.
        var note = present.Find(item.Benchmark.Id)?.Benchmark.Note ?? item.Benchmark.Note;
        var noted = item with { Benchmark = item.Benchmark with { Note = note } };
        return Arrange([noted, .. present.Items.Where(other => other.Benchmark.Id != item.Benchmark.Id)]);
    });

    private static BenchmarkBoard Arrange(IReadOnlyList<LiveBenchmark> items)
    {
        var active = items.Where(IsActive).ToArray();
        var placed = active.Select(item => item.Benchmark.State == BenchmarkState.Queued ? Place(item, active) : item);
        var finished = items.Where(item => !IsActive(item)).OrderByDescending(item => item.Benchmark.Id).Take(KeepFinished);
        return new BenchmarkBoard([.. placed.Concat(finished).OrderByDescending(item => item.Benchmark.Id)]);
    }

    private static LiveBenchmark Place(LiveBenchmark item, LiveBenchmark[] active)
    {
        var ahead = active
            .Where(other => other.Benchmark.Node.Id == item.Benchmark.Node.Id && other.Benchmark.Id < item.Benchmark.Id)
            .OrderBy(other => other.Benchmark.Id)
            .ToArray();
        var waitingFor = ahead.Length == 0 ? null : string.Join(", ", ahead.Select(other => other.Benchmark.Id));
        var reason = waitingFor is null ? null : $"Waits for benchmark {waitingFor} on {item.Benchmark.Node.Name}.";
        return item with
        {
            QueuePosition = ahead.Count(other => other.Benchmark.State == BenchmarkState.Queued) + 1,
            Now = reason,
            Benchmark = item.Benchmark with { Reason = reason },
        };
    }
}

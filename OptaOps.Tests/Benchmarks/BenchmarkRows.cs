using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

/// <summary>Rows for tests of the record, with one good warm run by default.</summary>
internal static class BenchmarkRows
{
    public const string Model = "acme/Foo-4bit";

    public static BenchmarkRow Benchmark(BenchmarkState state = BenchmarkState.Completed, int nodeId = 1) => new()
    {
        State = state,
        NodeId = nodeId,
        NodeName = $"node {nodeId}",
        Simulated = false,
        ColdStart = ColdStart.AsFound,
        Seed = 7,
        CreatedAt = new DateTimeOffset(2026, 2, 23, 14, 3, 0, TimeSpan.Zero),
        Cells =
        [
            new CellRow
            {
                Position = 0, Model = Model, Scenario = "short_64", ScenarioVersion = "v1", MaxTokens = 64, Repeats = 3, State = CellState.Queued,
                MemoryGb = 172.43, ContextLength = 196_608, Batching = true,
            },
        ],
    };

    public static RunRow Run(int benchmarkId, int n, Temperature temperature, double ttftMs, double totalMs, params RunFlag[] flags) => new()
    {
        BenchmarkId = benchmarkId,
        N = n,
        CellPosition = 0,
        NodeId = 1,
        Model = Model,
        Scenario = "short_64",
        ScenarioVersion = "v1",
        Round = n,
        Stream = 1,
        Concurrency = 1,
        PromptHash = "p1",
        State = RunState.Ok,
        Temperature = temperature,
        StartedAtMs = 1_771_855_380_000 + (n * 10_000),
        TtftMs = ttftMs,
        TotalMs = totalMs,
        Pieces = 64,
        OutputTokens = 64,
        TokenCountSource = TokenCountSource.Exact,
        TokPerSecEndToEnd = 64 / totalMs * 1000,
        TokPerSecDecode = 39.5,
        Flags = flags,
    };
}

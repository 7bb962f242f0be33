using OptaOps.Core.Benchmarks;

namespace OptaOps.Accuracy;

/// <summary>Finished runs as the record holds them.</summary>
internal static class StoredRuns
{
    private const string Model = "inferencerlabs/MiniMax-M2.5-MLX-6.5bit";
    private const string Scenario = "long_512";
    private const string Version = "0123456789abcdef";

    public static BenchmarkRow Benchmark(int number, int runs) => new()
    {
        State = BenchmarkState.Completed,
        NodeId = 1,
        NodeName = "mono512",
        Simulated = false,
        ColdStart = ColdStart.AsFound,
        Seed = number,
        CreatedAt = DateTimeOffset.UnixEpoch.AddDays(20_000 + number),
        Cells = [new() { Position = 0, Model = Model, Scenario = Scenario, ScenarioVersion = Version, MaxTokens = 512, Repeats = runs, State = CellState.Completed }],
        Runs = [.. Enumerable.Range(1, runs).Select(n => Run(number, n))],
    };

    /// <summary>About 25 ms a chunk, up to 3 ms more or less, and a stall of 300 ms in one of 200; the same whenever it is asked for.</summary>
    public static double[] Arrivals(int run, int chunks)
    {
        var state = (ulong)run * 0x9E3779B97F4A7C15;
        double Next()
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (state >> 33) / (double)(1UL << 31);
        }

        var at = 252d;
        return [.. Enumerable.Range(0, chunks).Select(_ => at += 25.3 + ((Next() - 0.5) * 6) + (Next() < 0.005 ? 300 : 0))];
    }

    private static RunRow Run(int benchmark, int n) => new()
    {
        BenchmarkId = 0,
        N = n,
        CellPosition = 0,
        NodeId = 1,
        Model = Model,
        Scenario = Scenario,
        ScenarioVersion = Version,
        Round = n,
        Stream = 1,
        Concurrency = 1,
        PromptHash = Version,
        State = RunState.Ok,
        Temperature = Temperature.Warm,
        StartedAtMs = DateTimeOffset.UnixEpoch.AddDays(20_000 + benchmark).AddSeconds(20 * n).ToUnixTimeMilliseconds(),
        TtfrMs = 1.1 + (n / 1000d),
        TtftMs = 252.3 + (n / 100d),
        TtfoMs = 252.3 + (n / 100d),
        TotalMs = 13_200.7 + n,
        Pieces = 512,
        OutputTokens = 512,
        TokenCountSource = TokenCountSource.Exact,
        TokPerSecEndToEnd = 38.78 + (n / 1000d),
        TokPerSecDecode = 39.5 + (n / 1000d),
        MedianGapMs = 25.31,
        LongestGapMs = 325.1,
        Stalls = 2,
        RoundTripMs = 0.9,
        ObserverLagP99Ms = 0.21,
        ObserverGcPauseMs = 0,
        ConnectedInsideClock = false,
    };
}

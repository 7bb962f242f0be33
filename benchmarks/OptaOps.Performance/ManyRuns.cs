using OptaOps.Core.Benchmarks;

namespace OptaOps.Performance;

/// <summary>Good runs over a year in 27 series: three nodes, three models, three scenarios.</summary>
internal static class ManyRuns
{
    public const int Runs = 260_000;
    public const string Scenario = "short_64";
    private const int RunsPerBenchmark = 100;
    private const string Version = "0123456789abcdef";

    public static IReadOnlyList<string> Models { get; } = ["inferencerlabs/MiniMax-M2.5-MLX-6.5bit", "inferencerlabs/GLM-5-MLX-4.8bit", "mlx-community/Kimi-K2.5-3bit"];

    private static string[] Scenarios { get; } = [Scenario, "medium_256", "long_512"];

    public static IEnumerable<BenchmarkRow> Benchmarks(DateTimeOffset now)
    {
        const int benchmarks = Runs / RunsPerBenchmark;
        return Enumerable.Range(0, benchmarks).Select(number => Benchmark(number, now.AddDays(-365) + (TimeSpan.FromDays(365) * number / benchmarks)));
    }

    private static BenchmarkRow Benchmark(int number, DateTimeOffset at)
    {
        var (node, model, scenario) = (1 + (number % 3), Models[number / 3 % 3], Scenarios[number / 9 % 3]);
        return new()
        {
            State = BenchmarkState.Completed,
            NodeId = node,
            NodeName = node == 1 ? BigDatabase.NodeName : $"node {node}",
            Simulated = false,
            ColdStart = ColdStart.AsFound,
            Seed = number,
            CreatedAt = at,
            Cells = [new() { Position = 0, Model = model, Scenario = scenario, ScenarioVersion = Version, MaxTokens = 64, Repeats = RunsPerBenchmark, State = CellState.Completed }],
            Runs = [.. Enumerable.Range(1, RunsPerBenchmark).Select(n => Run(number, n, node, model, scenario, at))],
        };
    }

    private static RunRow Run(int benchmark, int n, int node, string model, string scenario, DateTimeOffset at) => new()
    {
        BenchmarkId = 0,
        N = n,
        CellPosition = 0,
        NodeId = node,
        Model = model,
        Scenario = scenario,
        ScenarioVersion = Version,
        Round = n,
        Stream = 1,
        Concurrency = 1,
        PromptHash = Version,
        State = RunState.Ok,
        Temperature = n == 1 ? Temperature.FirstAfterIdle : n % 2 == 0 ? Temperature.Warm : Temperature.WarmCached,
        StartedAtMs = at.AddSeconds(4 * n).ToUnixTimeMilliseconds(),
        TtfrMs = 1.1 + (n / 1000d),
        TtftMs = (n == 1 ? 2992 : n % 2 == 0 ? 252.3 : 66.1) + (benchmark % 17 / 10d),
        TotalMs = 1852.7 + n,
        Pieces = 64,
        OutputTokens = 64,
        TokenCountSource = TokenCountSource.Exact,
        TokPerSecEndToEnd = 34.5 + (n / 1000d),
        TokPerSecDecode = 39.5 + (n / 1000d),
        MedianGapMs = 25.31,
        LongestGapMs = 31.1,
        RoundTripMs = 0.9,
        ObserverLagP99Ms = 0.21,
        ObserverGcPauseMs = 0,
        ConnectedInsideClock = false,
    };
}

namespace OptaOps.Web.Simulator;

/// <summary>The built-in servers, so that a stranger sees a living dashboard without a Mac.</summary>
public static class SimulatorFleet
{
    /// <summary>The server of the seed report: 512 GB, one large model in use, two more on disk that LMX does not find complete.</summary>
    public static SimulatedServer Mono512(double speed = 1)
    {
        var server = new SimulatedServer("Mono512 (simulated)") { TotalMemoryGb = 512, BaseUsedGb = 15.51, DownloadsEnabled = true, Speed = speed };
        server.Models.AddLoaded(new SimulatedModel("inferencerlabs/MiniMax-M2.5-MLX-6.5bit")
        {
            MemoryGb = 172.43,
            ContextLength = 196608,
            LoadTime = TimeSpan.FromSeconds(32),
            Timing = SimulatedTiming.SeedReport,
        });
        server.Models.Add(Incomplete("inferencerlabs/GLM-5-MLX-4.8bit", memoryGb: 418, contextLength: 202752));
        server.Models.Add(Incomplete("mlx-community/Kimi-K2.5-3bit", memoryGb: 362, contextLength: 262144));
        server.Models.Add(new SimulatedModel("HuggingFaceH4/ultrachat_200k")
        {
            MemoryGb = 1.5,
            RepositoryType = "dataset",
            Cache = SimulatedCache.Incomplete,
        });
        return server;
    }

    /// <summary>A livelier server with one small model, other people's requests, and a second model that comes and goes.</summary>
    public static SimulatedServer Opta512(double speed = 1)
    {
        var visitor = new SimulatedModel("mlx-community/Qwen3-8B-4bit")
        {
            MemoryGb = 4.6,
            ContextLength = 40960,
            LoadTime = TimeSpan.FromSeconds(14),
            Timing = SimulatedTiming.FromMilliseconds(640, 90, 24, 9.5) with { PrefillTokensPerSecond = 3400 },
        };
        var server = new SimulatedServer("Opta512 (simulated)")
        {
            TotalMemoryGb = 512,
            BaseUsedGb = 12.87,
            Speed = speed,
            Life = new SimulatedLife(visitor, VisitEvery: TimeSpan.FromMinutes(4)),
        };
        server.Models.AddLoaded(new SimulatedModel("mlx-community/Qwen3-30B-A3B-4bit")
        {
            MemoryGb = 17.2,
            ContextLength = 40960,
            LoadTime = TimeSpan.FromSeconds(9),
            Timing = SimulatedTiming.FromMilliseconds(1180, 140, 38, 1000.0 / 70) with { PrefillTokensPerSecond = 2300 },
        });
        server.Models.Add(visitor);
        return server;
    }

    private static SimulatedModel Incomplete(string id, double memoryGb, int contextLength) =>
        new(id) { MemoryGb = memoryGb, ContextLength = contextLength, Cache = SimulatedCache.Incomplete };
}

namespace OptaOps.Web.Simulator;

/// <summary>The two built-in nodes (design §9).</summary>
public static class SimulatorFleet
{
    /// <summary>Reproduces the seed report: MiniMax loaded, GLM-5 and Kimi on disk but answering <c>download_required</c>.</summary>
    public static SimulatedServer Mono512(double speed)
    {
        var server = new SimulatedServer("Mono512 (simulated)") { BaseUsedGb = 15.51, DownloadsEnabled = true, Speed = speed };
        server.Models.AddLoaded(new SimulatedModel("inferencerlabs/MiniMax-M2.5-MLX-6.5bit")
        {
            MemoryGb = 172.43,
            ContextLength = 196_608,
            LoadTime = TimeSpan.FromSeconds(32),
        });
        server.Models.Add(new SimulatedModel("inferencerlabs/GLM-5-MLX-4.8bit") { MemoryGb = 418.0, ContextLength = 202_752, Cache = SimulatedCache.Incomplete });
        server.Models.Add(new SimulatedModel("mlx-community/Kimi-K2.5-3bit") { MemoryGb = 362.0, ContextLength = 262_144, Cache = SimulatedCache.Incomplete });
        return server;
    }

    /// <summary>A small fast model with light foreign traffic and a second model that comes and goes, so that states move.</summary>
    public static SimulatedServer Opta512(double speed)
    {
        var visitor = new SimulatedModel("mlx-community/Qwen3-8B-4bit")
        {
            MemoryGb = 4.6,
            ContextLength = 40_960,
            LoadTime = TimeSpan.FromSeconds(14),
            Timing = SimulatedTiming.FromMilliseconds(640, 90, 24, 9.5),
        };
        var server = new SimulatedServer("Opta512 (simulated)") { BaseUsedGb = 12.87, Speed = speed, Life = new SimulatedLife(visitor) };
        server.Models.Add(visitor);
        server.Models.AddLoaded(new SimulatedModel("mlx-community/Qwen3-30B-A3B-4bit")
        {
            MemoryGb = 17.2,
            ContextLength = 40_960,
            LoadTime = TimeSpan.FromSeconds(9),
            Timing = SimulatedTiming.FromMilliseconds(1180, 140, 38, 1000 / 70d),
        });
        return server;
    }
}

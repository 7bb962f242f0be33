using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Loads;

namespace OptaOps.Core.Benchmarks;

/// <summary>Registers measuring, its queue and its record; the worker starts last.</summary>
public static class BenchmarkServices
{
    public static IServiceCollection AddBenchmarks(this IServiceCollection services)
    {
        services.AddSettings<BenchmarkOptions>(BenchmarkOptions.Section);
        services.AddSingleton<IValidateOptions<BenchmarkOptions>, BenchmarkOptionsCheck>();
        services.AddSingleton(new Latest<BenchmarkBoard>(BenchmarkBoard.Empty));
        services.AddSingleton<ScenarioCatalog>();
        services.AddSingleton<BenchmarkStore>();
        services.AddSingleton<BenchmarkArchive>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<BenchmarkEvents>();
        services.AddSingleton<BenchmarkPlanner>();
        services.AddSingleton<INodeHold, BenchmarkHold>();
        services.AddSingleton(provider => new BenchmarkQueue(
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<BenchmarkPlanner>(),
            provider.GetRequiredService<BenchmarkStore>(),
            provider.GetRequiredService<BenchmarkArchive>(),
            provider.GetRequiredService<LiveBoard>(),
            provider.GetRequiredService<BenchmarkEvents>(),
            provider.GetRequiredService<LoadCommands>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OwnTraffic>();
        services.AddSingleton<NodeFacts>();
        services.AddSingleton<CounterReader>();
        services.AddSingleton<RunMeasurer>();
        services.AddSingleton<MeasuringRehearsal>();
        services.AddSingleton<RoundMeasurer>();
        services.AddSingleton<RoundJudge>();
        services.AddSingleton<RoundExecutor>();
        services.AddSingleton<SideRequests>();
        services.AddSingleton<CellSettlement>();
        services.AddSingleton<CacheControl>();
        services.AddSingleton<BenchmarkLoads>();
        services.AddSingleton<BenchmarkRunner>();
        services.AddHostedService<BenchmarkWorker>();
        return services;
    }
}

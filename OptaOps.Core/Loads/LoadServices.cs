using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Core.Loads;

/// <summary>Registers loads and unloads; what was not settled when the last process ended is settled once the poller runs.</summary>
public static class LoadServices
{
    public static IServiceCollection AddLoads(this IServiceCollection services)
    {
        services.AddSingleton(new Latest<LoadBoard>(LoadBoard.Empty));
        services.AddSingleton<DiskLists>();
        services.AddSingleton<LoadSurveyor>();
        services.AddSingleton<LoadSlots>();
        services.AddSingleton<LoadRecord>();
        services.AddSingleton<LoadPlanner>();
        services.AddSingleton<ReloadPlanner>();
        services.AddSingleton<LoadExchange>();
        services.AddSingleton<LoadEnding>();
        services.AddSingleton<LoadRunner>();
        services.AddSingleton(provider => new LoadCommands(
            provider.GetRequiredService<LoadPlanner>(),
            provider.GetRequiredService<ReloadPlanner>(),
            provider.GetRequiredService<LoadRecord>(),
            provider.GetRequiredService<LoadRunner>(),
            provider.GetRequiredService<LoadSlots>(),
            provider.GetRequiredService<LoadsUnderWay>(),
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<NodeGates>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<LoadRunner>());
        return services;
    }
}

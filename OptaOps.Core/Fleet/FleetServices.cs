using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OptaOps.Core.Live;

namespace OptaOps.Core.Fleet;

/// <summary>Registers nodes and their boards, and apart from them the poller, which starts after the nodes were opened.</summary>
public static class FleetServices
{
    public static IServiceCollection AddFleet(this IServiceCollection services)
    {
        services.AddSettings<FleetOptions>(FleetOptions.Section);
        services.AddSingleton<IValidateOptions<FleetOptions>, FleetOptionsCheck>();
        services.AddSingleton(new Latest<FleetBoard>(FleetBoard.Empty));
        services.AddSingleton<NodeDirectory>();
        services.AddSingleton<NodeGates>();
        services.AddSingleton<NodeHistory>();
        services.AddSingleton<NodePulse>();
        services.AddSingleton<LoadsUnderWay>();
        services.AddSingleton<LoadTimes>();
        services.AddSingleton<Probe>();
        services.AddSingleton<StateChanges>();
        services.AddSingleton<IPollListener>(provider => provider.GetRequiredService<StateChanges>());
        services.AddSingleton<IPollListener, NodeSamples>();
        services.AddSingleton<IPollListener, ModelStays>();
        return services;
    }

    public static IServiceCollection AddFleetPoller(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FleetPoller(
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<Probe>(),
            provider.GetRequiredService<NodeGates>(),
            provider.GetRequiredService<Latest<FleetBoard>>(),
            provider.GetServices<IPollListener>(),
            provider.GetRequiredService<IOptions<FleetOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<FleetPoller>());
        services.AddHostedService<SampleRetention>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

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
        services.AddSingleton<NodeStore>();
        services.AddSingleton<NodeGates>();
        services.AddSingleton<NodePulse>();
        services.AddSingleton<ObserverWatch>();
        services.AddSingleton<LoadsUnderWay>();
        services.AddSingleton<INodeHold>(provider => provider.GetRequiredService<LoadsUnderWay>());
        services.AddSingleton<LoadTimes>();
        services.AddSingleton<ModelsSeen>();
        services.AddSingleton<LoadsSeen>();
        services.AddSingleton<BlockingLoads>();
        services.AddSingleton<Probe>();
        services.AddSingleton<PollListeners>();
        services.AddSingleton<StateChanges>();
        services.AddSingleton<IPollListener>(provider => provider.GetRequiredService<StateChanges>());
        services.AddSingleton<IPollListener, NodeSamples>();
        services.AddSingleton<IPollListener, ModelStays>();
        services.AddSingleton<IPollListener>(provider => provider.GetRequiredService<LoadsSeen>());
        return services;
    }

    public static IServiceCollection AddFleetPoller(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FleetPoller(
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<Probe>(),
            provider.GetRequiredService<NodeGates>(),
            provider.GetRequiredService<Latest<FleetBoard>>(),
            provider.GetRequiredService<PollListeners>(),
            provider.GetRequiredService<ObserverWatch>(),
            provider.GetRequiredService<IOptions<FleetOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<FleetPoller>());
        services.AddSingleton(provider => new NodeCommands(
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<NodeStore>(),
            provider.GetRequiredService<FleetPoller>(),
            provider.GetRequiredService<Latest<FleetBoard>>(),
            provider.GetServices<INodeHold>(),
            provider.GetRequiredService<EventLog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NodeTrials(
            provider.GetRequiredService<NodeDirectory>(),
            provider.GetRequiredService<NodeGates>(),
            provider.GetRequiredService<Probe>(),
            provider.GetRequiredService<LmxClients>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}

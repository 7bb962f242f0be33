using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Discovery;
using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Fleet;
using OptaOps.Core.Footprints;
using OptaOps.Core.Gateways;
using OptaOps.Core.History;
using OptaOps.Core.Lmx;
using OptaOps.Core.Loads;
using OptaOps.Core.Storage;

namespace OptaOps.Core;

/// <summary>
/// The index of Core's features. Hosted services start in the order of these calls and stop in reverse: the database is migrated
/// and the writer runs before nodes and gateways are opened (the web project opens them, since it owns the simulator), then polls and checks,
/// the nodes' own events, loads that are to be settled, then benchmarks.
/// </summary>
public static class CoreServices
{
    public static IServiceCollection AddOptaOpsCore(this IServiceCollection services, Action<IServiceCollection> openNodes)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddEvents();
        services.AddLmx();
        services.AddFleet();
        services.AddFootprints();
        services.AddGateways();
        services.AddDiscovery();
        openNodes(services);
        services.AddFleetPoller();
        services.AddGatewayChecker();
        services.AddHistory();
        services.AddFeeds();
        services.AddLoads();
        services.AddBenchmarks();
        return services;
    }
}

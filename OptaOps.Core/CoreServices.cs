using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Core.Lmx;
using OptaOps.Core.Storage;

namespace OptaOps.Core;

/// <summary>
/// The index of Core's features. Hosted services start in the order of these calls and stop in reverse: the database is migrated
/// and the writer runs before nodes are opened (the web project opens them, since it owns the simulator), then polls, then benchmarks.
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
        openNodes(services);
        services.AddFleetPoller();
        services.AddHistory();
        services.AddBenchmarks();
        return services;
    }
}

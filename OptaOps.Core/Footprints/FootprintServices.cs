using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Footprints;

/// <summary>Registers the ledger of memory; after the fleet, whose stays it refers to.</summary>
public static class FootprintServices
{
    public static IServiceCollection AddFootprints(this IServiceCollection services)
    {
        services.AddSingleton<IPollListener, FootprintLedger>();
        services.AddSingleton<FootprintHistory>();
        return services;
    }
}

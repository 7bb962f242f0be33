using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Fleet;

public static class FleetServices
{
    public static IServiceCollection AddFleet(this IServiceCollection services) => services;

    public static IServiceCollection AddFleetPoller(this IServiceCollection services) => services;
}

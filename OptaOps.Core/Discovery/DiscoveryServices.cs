using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Discovery;

/// <summary>Registers the search of the local network.</summary>
public static class DiscoveryServices
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services.AddSingleton<LanSearch>();
}

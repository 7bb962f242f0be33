using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

/// <summary>Registers gateways and their board, and apart from them the checker, which starts after the list was opened.</summary>
public static class GatewayServices
{
    public static IServiceCollection AddGateways(this IServiceCollection services)
    {
        services.AddSettings<GatewayOptions>(GatewayOptions.Section);
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsCheck>();
        services.AddSingleton(new Latest<GatewayBoard>(GatewayBoard.Unopened));
        services.AddSingleton(GatewayPatience.Usual);
        services.AddSingleton<GatewayDoor>();
        services.AddSingleton<GatewayHttp>();
        services.AddSingleton<GatewaySocket>();
        services.AddSingleton<GatewayProbe>();
        services.AddSingleton<GatewaySpells>();
        services.AddSingleton<GatewayDirectory>();
        services.AddSingleton<GatewayCommands>();
        services.AddSingleton(provider => new GatewayHistory(provider.GetRequiredService<IDbContextFactory<OptaOpsDb>>(), provider.GetRequiredService<GatewaySpells>()));
        services.AddSingleton(provider => new GatewayChecker(
            provider.GetRequiredService<GatewayProbe>(),
            provider.GetRequiredService<GatewaySpells>(),
            provider.GetRequiredService<Latest<GatewayBoard>>(),
            provider.GetRequiredService<EventLog>(),
            provider.GetRequiredService<IOptions<GatewayOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    public static IServiceCollection AddGatewayChecker(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<GatewayChecker>());
        return services;
    }
}

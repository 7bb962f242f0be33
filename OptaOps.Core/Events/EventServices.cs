using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Live;

namespace OptaOps.Core.Events;

/// <summary>Registers the log of events; it starts after the database was migrated.</summary>
public static class EventServices
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton(new Latest<EventBoard>(EventBoard.Empty));
        services.AddSingleton<EventLog>();
        services.AddHostedService(provider => provider.GetRequiredService<EventLog>());
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Live;

namespace OptaOps.Core.Events;

/// <summary>Registers the log of events and its record; they start after the database was migrated.</summary>
public static class EventServices
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSettings<EventOptions>(EventOptions.Section);
        services.AddSingleton(new Latest<EventBoard>(EventBoard.Empty));
        services.AddSingleton<EventLog>();
        services.AddHostedService(provider => provider.GetRequiredService<EventLog>());
        services.AddSingleton<EventArchive>();
        services.AddSingleton<EventRetention>();
        services.AddHostedService(provider => provider.GetRequiredService<EventRetention>());
        return services;
    }
}

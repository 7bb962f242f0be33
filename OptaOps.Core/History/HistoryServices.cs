using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.History;

/// <summary>Registers reading and keeping of the history of nodes; the keeper starts after the poller.</summary>
public static class HistoryServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<NodeHistory>();
        services.AddSingleton<RollUp>();
        services.AddSingleton<HistoryTrim>();
        services.AddSingleton<SampleRetention>();
        services.AddSingleton<SizeRetention>();
        services.AddHostedService<HistoryKeeper>();
        return services;
    }
}

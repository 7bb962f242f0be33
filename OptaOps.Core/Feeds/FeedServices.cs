using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Live;

namespace OptaOps.Core.Feeds;

/// <summary>Registers the event streams of the nodes; they are opened after the poller has started and closed before it stops.</summary>
public static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton(new Latest<FeedBoard>(FeedBoard.Empty));
        services.AddSingleton<FeedParts>();
        services.AddSingleton(provider => new NodeFeeds(provider.GetRequiredService<FeedParts>()));
        services.AddHostedService(provider => provider.GetRequiredService<NodeFeeds>());
        return services;
    }
}

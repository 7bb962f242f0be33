using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Lmx;

/// <summary>Registers the HTTP client of polls; measured runs open connections of their own.</summary>
public static class LmxServices
{
    public static IServiceCollection AddLmx(this IServiceCollection services)
    {
        services.AddHttpClient(LmxClients.HttpName, http =>
            {
                // Each call has a patience of its own, up to an hour for a load.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestVersion = HttpVersion.Version11;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(3);
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(10);
                handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(120);
                handler.AllowAutoRedirect = false;
                handler.UseProxy = false;
                handler.UseCookies = false;
                // What is not read to its end is cut off at once: an event stream that is closed must not linger (contract §3.12).
                handler.MaxResponseDrainSize = 0;
                handler.ResponseDrainTimeout = TimeSpan.Zero;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<LmxClients>();
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Lmx;

public static class LmxServices
{
    public static IServiceCollection AddLmx(this IServiceCollection services) => services;
}

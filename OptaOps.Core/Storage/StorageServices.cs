using Microsoft.Extensions.DependencyInjection;

namespace OptaOps.Core.Storage;

public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services;
}

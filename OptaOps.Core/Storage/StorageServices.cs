using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Core.Storage;

/// <summary>Registers the database and its one writer; both start before all else.</summary>
public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSettings<StorageOptions>(StorageOptions.Section);
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        services.AddDbContextFactory<OptaOpsDb>((provider, builder) =>
            builder.UseOptaOpsSqlite(provider.GetRequiredService<IOptions<StorageOptions>>().Value.DatabasePath));
        services.AddSingleton<DatabaseMigrator>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseMigrator>());
        services.AddSingleton<DatabaseFile>();
        services.AddSingleton<SampleWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<SampleWriter>());
        return services;
    }
}

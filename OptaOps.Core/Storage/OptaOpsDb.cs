using Microsoft.EntityFrameworkCore;

namespace OptaOps.Core.Storage;

/// <summary>
/// The context. It knows no table: each feature brings its mapping and its sets. Made per operation by the factory, never per circuit.
/// </summary>
public sealed class OptaOpsDb(DbContextOptions<OptaOpsDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(OptaOpsDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMillisecondsConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<MicrosecondsConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }
}

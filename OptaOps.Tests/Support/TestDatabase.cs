using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Tests.Support;

/// <summary>A real SQLite file in a folder of its own, with the real migrations and pragmas.</summary>
internal sealed class TestDatabase : IDbContextFactory<OptaOpsDb>, IDisposable
{
    private readonly DbContextOptions<OptaOpsDb> _options;

    public TestDatabase()
    {
        Directory = TempFolders.Make();
        var builder = new DbContextOptionsBuilder<OptaOpsDb>();
        builder.UseOptaOpsSqlite(Path.Combine(Directory, "optaops.db"));
        _options = builder.Options;
        using var database = CreateDbContext();
        FreshFile.PrepareAsync(database, CancellationToken.None).GetAwaiter().GetResult();
        database.Database.Migrate();
    }

    public string Directory { get; }

    public OptaOpsDb CreateDbContext() => new(_options);

    public void Dispose() => Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Performance;

/// <summary>A database of the application's own schema in a directory that OptaOps can be started on.</summary>
internal sealed class BigDatabase : IDbContextFactory<OptaOpsDb>
{
    public const string NodeName = "mono512";
    private readonly DbContextOptions<OptaOpsDb> _options;

    private BigDatabase(string directory)
    {
        Directory = directory;
        var builder = new DbContextOptionsBuilder<OptaOpsDb>();
        builder.UseOptaOpsSqlite(Path);
        _options = builder.Options;
    }

    public string Directory { get; }

    public double Megabytes => new FileInfo(Path).Length / (1024.0 * 1024);

    private string Path => System.IO.Path.Combine(Directory, "optaops.db");

    public static async Task<BigDatabase> CreateAsync(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        var made = new BigDatabase(directory);
        await using var database = made.CreateDbContext();
        await FreshFile.PrepareAsync(database, CancellationToken.None);
        await database.Database.MigrateAsync();
        return made;
    }

    public OptaOpsDb CreateDbContext() => new(_options);

    /// <summary>In portions, each a transaction.</summary>
    public async Task StoreAsync(IEnumerable<object> rows)
    {
        foreach (var portion in rows.Chunk(5000))
        {
            await using var database = CreateDbContext();
            database.ChangeTracker.AutoDetectChangesEnabled = false;
            database.AddRange(portion);
            await database.SaveChangesAsync();
        }
    }

    /// <summary>Writes all into the file, so that its size is the whole.</summary>
    public async Task CloseAsync()
    {
        await using (var database = CreateDbContext())
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        SqliteConnection.ClearAllPools();
    }
}

using Microsoft.EntityFrameworkCore;

namespace OptaOps.Core.Storage.Sqlite;

/// <summary>
/// What SQLite keeps in the file and takes only before its first table. Never set on each connection: that takes the write lock. The file is
/// then made by us, so the write-ahead log, which EF sets for files of its own making, is set here too.
/// </summary>
internal static class FreshFile
{
    /// <summary>An older file up to this size is rebuilt once; a larger one stays as it is and uses its free pages again.</summary>
    private const long RebuiltUpTo = 256 * 1024 * 1024;

    /// <summary>Called by the one process that has claimed the database, before anything else uses it.</summary>
    public static async Task PrepareAsync(OptaOpsDb database, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        var bytes = await database.NumberAsync("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", cancellationToken);
        if (bytes == 0)
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA auto_vacuum = INCREMENTAL", cancellationToken);
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        }
        else if (bytes <= RebuiltUpTo && await database.NumberAsync("PRAGMA auto_vacuum", cancellationToken) == 0)
        {
            await database.Database.ExecuteSqlRawAsync("PRAGMA auto_vacuum = INCREMENTAL", cancellationToken);
            await database.Database.ExecuteSqlRawAsync("VACUUM", cancellationToken);
        }

        await database.Database.CloseConnectionAsync();
    }
}

using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Core.Storage;

/// <summary>The database as a file: how large it is, and how space of deleted rows is given back.</summary>
internal sealed class DatabaseFile(IDbContextFactory<OptaOpsDb> databases, IOptions<StorageOptions> options)
{
    private const int PagesAtOnce = 1000;
    private const string FreePages = "PRAGMA freelist_count";

    /// <summary>What lies on the disk, with the write-ahead log.</summary>
    public long Bytes => Length(options.Value.DatabasePath) + Length(options.Value.DatabasePath + "-wal");

    /// <summary>Pages that hold something; less than the file while deleted rows' pages wait to be given back or used again.</summary>
    public async Task<long> UsedBytesAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.NumberAsync(
            "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size", cancellationToken);
    }

    /// <summary>Gives free pages back to the disk, some at a time so that the writer gets in between, and empties the write-ahead log.</summary>
    public async Task ShrinkAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = database.Database.GetDbConnection();
        var free = await database.NumberAsync(FreePages, cancellationToken);
        while (free > 0)
        {
            await DrainAsync(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({PagesAtOnce})"), cancellationToken);
            var left = await database.NumberAsync(FreePages, cancellationToken);
            if (left >= free)
            {
                // A file that was made without auto_vacuum keeps its free pages and uses them again.
                break;
            }

            free = left;
        }

        await DrainAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
    }

    /// <summary>This pragma frees one page a step, so its rows have to be read to the end.</summary>
    private static async Task DrainAsync(DbConnection connection, string pragma, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = pragma;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}

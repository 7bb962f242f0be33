using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Core.Storage;

/// <summary>
/// Claims the storage directory for this process and brings the database to the newest schema before anything else starts.
/// The claim makes it safe to clear a migration lock that a killed process left behind, which would hang every later start.
/// </summary>
public sealed partial class DatabaseMigrator(
    IDbContextFactory<OptaOpsDb> databases, IOptions<StorageOptions> options, TimeProvider time, ILogger<DatabaseMigrator> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private FileStream? _claim;

    /// <summary>True once the schema is the newest.</summary>
    public bool Migrated { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var storage = options.Value;
        _claim = Claim(storage.Directory);
        Log.Opening(logger, Path.GetFullPath(storage.DatabasePath));

        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        await using var database = await databases.CreateDbContextAsync(either.Token);
        try
        {
            await FreshFile.PrepareAsync(database, either.Token);
            await ClearStaleLockAsync(database, either.Token);
            if ((await database.Database.GetPendingMigrationsAsync(either.Token)).Any())
            {
                await database.Database.MigrateAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new StorageException(
                $"The database {storage.DatabasePath} could not be migrated within {Deadline.TotalMinutes} minutes. "
                + "If another program holds it, close that; else delete the row in its table __EFMigrationsLock and start again.");
        }
        catch (DbException error)
        {
            throw new StorageException(
                $"The database {storage.DatabasePath} cannot be used: {error.Message} Put back a good copy, or move it away to begin with an empty one.", error);
        }

        Migrated = true;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _claim?.Dispose();

    private static FileStream Claim(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(Path.Combine(directory, "optaops.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"Storage:Directory {directory} cannot be used: {error.Message} "
                + "If another OptaOps runs on it, stop that one or name another directory; else make it writable for this user.");
        }
    }

    private static async Task ClearStaleLockAsync(OptaOpsDb database, CancellationToken cancellationToken)
    {
        var tables = await database.NumberAsync(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'", cancellationToken);
        if (tables > 0)
        {
            await database.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Database {Path}")]
        public static partial void Opening(ILogger logger, string path);
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Events;

/// <summary>Deletes events that are too old or too many, every hour. The newest one stays in any case: numbers go on after it and are never reused.</summary>
internal sealed partial class EventRetention(
    IDbContextFactory<OptaOpsDb> databases, IOptions<EventOptions> options, TimeProvider time, ILogger<EventRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    public async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await database.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;
        var before = time.GetUtcNow() - options.Value.KeepFor;
        var tooMany = newest - options.Value.KeepAtMost;
        return await database.Events.Where(row => row.Id < newest && (row.At < before || row.Id <= tooMany)).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await TryDeleteOldAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>A disk that refuses now must not end the application; the next hour tries again.</summary>
    private async Task TryDeleteOldAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DeleteOldAsync(cancellationToken);
        }
        catch (DbException error)
        {
            Log.Refused(logger, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Old events could not be deleted, which is tried again in an hour: {Problem}")]
        public static partial void Refused(ILogger logger, string problem);
    }
}

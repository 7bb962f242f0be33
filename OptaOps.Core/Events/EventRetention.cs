using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Events;

/// <summary>Deletes events that are too old or too many, every hour. The newest one stays in any case: numbers go on after it and are never reused.</summary>
internal sealed class EventRetention(IDbContextFactory<OptaOpsDb> databases, IOptions<EventOptions> options, TimeProvider time) : BackgroundService
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
                await DeleteOldAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}

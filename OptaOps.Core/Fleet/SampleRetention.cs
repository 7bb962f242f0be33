using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Deletes raw poll samples older than 48 hours, every hour. Benchmark runs and model stays are kept for good.</summary>
internal sealed class SampleRetention(IDbContextFactory<OptaOpsDb> databases, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Keep = TimeSpan.FromHours(48);

    public async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - Keep).ToUnixTimeMilliseconds();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.NodeSamples.Where(row => row.TakenAtMs < before).ExecuteDeleteAsync(cancellationToken);
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

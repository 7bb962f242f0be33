using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OptaOps.Core.History;

/// <summary>Rolls samples up every minute, and every ten minutes deletes what is too old or too much. A database that refuses is asked again later.</summary>
internal sealed partial class HistoryKeeper(RollUp rollUp, SampleRetention retention, SizeRetention size, TimeProvider time, ILogger<HistoryKeeper> logger)
    : BackgroundService
{
    private const int RoundsBetweenRetention = 10;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            for (var round = 0; ; round++)
            {
                await KeepAsync(round % RoundsBetweenRetention == 0, stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task KeepAsync(bool delete, CancellationToken cancellationToken)
    {
        try
        {
            await rollUp.RunAsync(cancellationToken);
            if (delete)
            {
                await retention.DeleteOldAsync(cancellationToken);
                await size.HoldAsync(cancellationToken);
            }
        }
        catch (Exception error) when (error is DbException or DbUpdateException)
        {
            Log.Refused(logger, error.GetBaseException().Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The history could not be rolled up or trimmed, which is tried again in a minute: {Problem}")]
        public static partial void Refused(ILogger logger, string problem);
    }
}

using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Takes one benchmark at a time per node; benchmarks of different nodes run side by side. After a start, what was running is interrupted
/// and what was queued goes on waiting.
/// </summary>
internal sealed partial class BenchmarkWorker(
    BenchmarkQueue queue, BenchmarkStore store, BenchmarkRunner runner, BenchmarkArchive archive, LiveBoard board, BenchmarkEvents events, TimeProvider time, ILogger<BenchmarkWorker> logger)
    : BackgroundService
{
    private readonly Dictionary<int, Task> _tails = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var interrupted = await store.InterruptLeftoversAsync(time.GetUtcNow(), cancellationToken);
        if (interrupted.Count > 0)
        {
            Log.Interrupted(logger, interrupted.Count);
        }

        foreach (var id in interrupted)
        {
            await events.EndedAsync((await archive.FindAsync(id, cancellationToken))!);
        }

        foreach (var (id, nodeId) in await store.QueuedAsync(cancellationToken))
        {
            board.Queued((await archive.FindAsync(id, cancellationToken))!);
            queue.Enqueue(id, nodeId);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (id, nodeId) in queue.Ids.ReadAllAsync(stoppingToken))
            {
                var before = _tails.GetValueOrDefault(nodeId, Task.CompletedTask);
                _tails[nodeId] = Task.Run(() => RunInTurnAsync(before, id, stoppingToken), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: each running benchmark sees the same token and ends as interrupted.
        }

        await Task.WhenAll(_tails.Values);
    }

    private async Task RunInTurnAsync(Task before, int id, CancellationToken stoppingToken)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await runner.RunAsync(id, queue.Running(id), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it began: it is still queued and goes on after the next start.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // One benchmark's fault must not end those that wait behind it: it is stored as failed with its reason.
            Log.Broke(logger, error, id);
            await TryFailAsync(id, $"OptaOps could not go on: {UntrustedText.Shorten(error.GetBaseException().Message)}");
        }
        finally
        {
            queue.Ended(id);
        }
    }

    /// <summary>When it is the database that broke, the next start finds it as interrupted.</summary>
    private async Task TryFailAsync(int id, string reason)
    {
        try
        {
            await runner.FailAsync(id, reason);
        }
        catch (Exception error) when (error.GetBaseException() is DbException)
        {
            Log.Broke(logger, error, id);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} benchmarks were running when OptaOps last ended; they are interrupted and keep their runs")]
        public static partial void Interrupted(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Error, "Benchmark {Id} broke")]
        public static partial void Broke(ILogger logger, Exception error, int id);
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>
/// Carries attempts out, whoever looks on: a page that is left or a benchmark that is cancelled changes nothing. What was on its way when the last
/// process ended is unknown and is settled by the node's list of models.
/// </summary>
internal sealed partial class LoadRunner(LoadExchange exchange, LoadRecord record, LoadEnding ending, LoadSlots slots, NodeDirectory nodes, TimeProvider time, ILogger<LoadRunner> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<int, Task> _running = new();
    private bool _disposed;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await record.OpenAsync(cancellationToken))
        {
            await GoOnAsync(row);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_disposed)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_running.Values), Task.Delay(StopWithin, time, cancellationToken));
    }

    public void Dispose()
    {
        _disposed = true;
        _stopping.Dispose();
    }

    /// <summary>The attempt's end, which comes whether or not anybody waits for it.</summary>
    public Task<LoadAttempt> Begin(LoadJob job) => Track(job, async () =>
    {
        await ending.TellBeginAsync(job);
        return await exchange.AskAsync(job, _stopping.Token);
    });

    private async Task GoOnAsync(LoadAttemptRow row)
    {
        if (row.State == LoadState.Asked)
        {
            await FinishAsync(row, new(LoadState.Failed, "notSent", $"OptaOps ended before it had sent anything about {LoadWords.Model(row.ModelId)}.", "Ask again."));
            return;
        }

        if (nodes.Find(row.NodeId) is not { } node)
        {
            await FinishAsync(row, new(LoadState.Unknown, "stillUnknown", $"What became of {LoadWords.Model(row.ModelId)} is not known: the node has left the fleet."));
            return;
        }

        row.LostAt = time.GetUtcNow();
        (row.State, row.Outcome) = (LoadState.Unknown, "unknown");
        row.Sentence = $"OptaOps ended while {LoadWords.Model(row.ModelId)} was on its way. The node's list of models will tell what came of it.";
        await record.SaveAsync(row);
        var slot = slots.TryTake(node.Id, new LoadUnderWay(row.ModelId, row.Kind == LoadKind.Unload, row.AskedAt, row.UsualMs), row.BenchmarkId);
        if (slot is null)
        {
            await FinishAsync(row, new(LoadState.Unknown, "stillUnknown", $"What became of {LoadWords.Model(row.ModelId)} is not known: another attempt on this node is being settled."));
        }
        else
        {
            var job = new LoadJob(row, node, null, [], slot);
            _ = Track(job, () => exchange.SettleAsync(job, row.Kind == LoadKind.Unload ? LoadKind.Unload : LoadKind.Load, row.LostAt.Value, said: false, _stopping.Token));
        }
    }

    private Task FinishAsync(LoadAttemptRow row, LoadEnd end)
    {
        (row.State, row.Outcome, row.Sentence, row.Cure, row.EndedAt) = (end.State, end.Outcome, end.Sentence, end.Cure, time.GetUtcNow());
        return record.SaveAsync(row);
    }

    private Task<LoadAttempt> Track(LoadJob job, Func<Task<LoadEnd>> work)
    {
        var running = Task.Run(() => CarryOutAsync(job, work), CancellationToken.None);
        _running[job.Row.Id] = running;
        running.ContinueWith(_ => _running.TryRemove(job.Row.Id, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running;
    }

    private async Task<LoadAttempt> CarryOutAsync(LoadJob job, Func<Task<LoadEnd>> work)
    {
        try
        {
            var end = await work();
            // Free before anybody hears of the end, so that the next load is not refused for this one.
            job.Slot.Dispose();
            await ending.EndAsync(job, end);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops; the row stays as it is and the next start settles it.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The place on the node must come free whatever breaks here, and whoever waits must hear of it.
            Log.Broke(logger, error, job.Row.Id);
            if (job.Row.EndedAt is null)
            {
                (job.Row.State, job.Row.Outcome, job.Row.EndedAt) = (LoadState.Unknown, "broke", time.GetUtcNow());
                job.Row.Sentence = $"OptaOps could not follow it: {UntrustedText.Shorten(error.GetBaseException().Message)}";
            }

            await KeepAsync(job.Row);
        }
        finally
        {
            job.Slot.Dispose();
        }

        return job.Row.ToView();
    }

    /// <summary>Stored if the database takes it now, shown in any case.</summary>
    private async Task KeepAsync(LoadAttemptRow row)
    {
        try
        {
            await record.SaveAsync(row);
        }
        catch (Exception again) when (again is DbUpdateException or DbException)
        {
            Log.Broke(logger, again, row.Id);
            record.Show(row);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Load attempt {Id} broke")]
        public static partial void Broke(ILogger logger, Exception error, int id);
    }
}

using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OptaOps.Core.Storage;

/// <summary>
/// The one place that inserts samples: a bounded channel and one transaction per batch, so that many producers never contend for
/// SQLite's one write lock. Drains on stop. When the disk refuses, rows of that batch are lost, counted and said in <see cref="State"/>.
/// </summary>
public sealed partial class SampleWriter(IDbContextFactory<OptaOpsDb> databases, TimeProvider time, ILogger<SampleWriter> logger) : IHostedService
{
    private const int Capacity = 4096;
    private const int BatchSize = 500;
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(20);

    private readonly Channel<object> _rows = Channel.CreateBounded<object>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether the newest batch was stored.</summary>
    public SampleWriterState State { get; private set; } = new(null, null, 0);

    /// <summary>Queues a mapped row for insertion; waits only when the channel is full.</summary>
    public ValueTask WriteAsync(object row, CancellationToken cancellationToken) => _rows.Writer.WriteAsync(row, cancellationToken);

    /// <summary>Returns when everything queued before the call has been stored or reported as lost.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var marker = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _rows.Writer.WriteAsync(marker, cancellationToken);
        await marker.Task.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.Run(WriteBatchesAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // What is queued is stored even when others used up the host's patience; draining takes milliseconds.
        _rows.Writer.TryComplete();
        await _writing.WaitAsync(DrainWithin, time, CancellationToken.None);
    }

    private async Task WriteBatchesAsync()
    {
        var batch = new List<object>(BatchSize);
        var markers = new List<TaskCompletionSource>();
        while (await _rows.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && _rows.Reader.TryRead(out var item))
            {
                if (item is TaskCompletionSource marker)
                {
                    markers.Add(marker);
                }
                else
                {
                    batch.Add(item);
                }
            }

            await StoreAsync(batch);
            batch.Clear();
            markers.ForEach(marker => marker.TrySetResult());
            markers.Clear();
        }
    }

    private async Task StoreAsync(List<object> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            await using var database = await databases.CreateDbContextAsync();
            database.AddRange(batch);
            await database.SaveChangesAsync();
            State = State with { FailingSince = null, Problem = null };
        }
        catch (Exception error) when (error is DbUpdateException or System.Data.Common.DbException)
        {
            var problem = error.GetBaseException().Message;
            State = new(State.FailingSince ?? time.GetUtcNow(), problem, State.LostRows + batch.Count);
            Log.Lost(logger, batch.Count, problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Count} samples could not be stored: {Problem}")]
        public static partial void Lost(ILogger logger, int count, string problem);
    }
}

/// <param name="FailingSince">When storing began to fail; null while it works.</param>
/// <param name="Problem">What the database said; null while it works.</param>
/// <param name="LostRows">Rows lost since the start of this process.</param>
public sealed record SampleWriterState(DateTimeOffset? FailingSince, string? Problem, long LostRows);

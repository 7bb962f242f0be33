using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Events;

/// <summary>The one place where something that happened is told: it gets its number, goes to the open pages and to the database.</summary>
public sealed class EventLog(IDbContextFactory<OptaOpsDb> databases, SampleWriter samples, Latest<EventBoard> board, TimeProvider time) : IHostedService
{
    private readonly Lock _order = new();
    private long _last;

    /// <summary>Goes on after the newest stored number and shows the newest stored events.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var newest = await database.Events.AsNoTracking().OrderByDescending(row => row.Id).Take(EventBoard.Capacity).ToListAsync(cancellationToken);
        _last = newest.Count > 0 ? newest[0].Id : 0;
        board.Publish(new EventBoard([.. newest.Select(row => row.ToEvent())]));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AddAsync(NewEvent happened, CancellationToken cancellationToken)
    {
        EventRow row;
        lock (_order)
        {
            // On the board in the order of numbers: who follows it knows by the newest number that nothing older is to come.
            row = Row(happened, ++_last);
            board.Update(last => last.With(row.ToEvent()));
        }

        // Told is stored: its number is on pages already, and must not be given again.
        await samples.WriteAsync(row, CancellationToken.None);
    }

    private EventRow Row(NewEvent happened, long id) => new()
    {
        Id = id,
        At = happened.At ?? time.GetUtcNow(),
        Topic = happened.Topic,
        Kind = happened.Kind,
        Severity = happened.Severity,
        Sentence = happened.Sentence,
        NodeId = happened.NodeId,
        GatewayId = happened.GatewayId,
        BenchmarkId = happened.BenchmarkId,
        ModelId = happened.ModelId,
    };
}

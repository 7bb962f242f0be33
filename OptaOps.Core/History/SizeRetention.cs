using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>
/// Holds the database under <c>Storage:MaxSizeMb</c>: the oldest raw samples go first, then minutes, hours, and old events. Benchmark runs,
/// nodes and model stays are never deleted; when they alone are too large, an event says so.
/// </summary>
internal sealed class SizeRetention(
    IDbContextFactory<OptaOpsDb> databases, DatabaseFile file, HistoryTrim trim, EventLog events, IOptions<StorageOptions> options, TimeProvider time)
{
    private const long Megabyte = 1024 * 1024;
    private const int Step = 20_000;

    /// <summary>Raw samples of the last hour stay: they tell when OptaOps watched last.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromHours(1);

    private bool _told;

    /// <summary>Returns true when the database is within its limit now.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxSizeMb * Megabyte;
        if (limit == 0 || file.Bytes <= limit)
        {
            _told = false;
            return true;
        }

        // A twentieth below the limit, so that not every round has to delete.
        var wanted = limit - (limit / 20);
        while (await file.UsedBytesAsync(cancellationToken) > wanted && await DropSomeAsync(cancellationToken))
        {
            await file.ShrinkAsync(cancellationToken);
        }

        await file.ShrinkAsync(cancellationToken);
        var used = await file.UsedBytesAsync(cancellationToken);
        if (used > limit && !_told)
        {
            await events.AddAsync(
                new NewEvent(
                    EventTopic.Observer,
                    "storageOverLimit",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The database holds {used / Megabyte:N0} MB, more than Storage:MaxSizeMb {options.Value.MaxSizeMb:N0}, and what is left may not be deleted: benchmark runs are kept for good. Delete benchmarks that nobody needs, or raise the limit."),
                    EventSeverity.Warning),
                cancellationToken);
        }

        _told = used > limit;
        return !_told;
    }

    /// <summary>Deletes the oldest of what goes first; false when nothing is left that may go.</summary>
    private async Task<bool> DropSomeAsync(CancellationToken cancellationToken)
    {
        var newest = (time.GetUtcNow() - Newest).ToUnixTimeMilliseconds();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var raw = await EdgeAsync(database.NodeSamples.Select(row => row.TakenAtMs), newest, NodeBucketRow.Minute, cancellationToken);
        var minutes = await EdgeAsync(Begins(database, NodeBucketRow.Minute), newest, NodeBucketRow.Hour, cancellationToken);
        var hours = await EdgeAsync(Begins(database, NodeBucketRow.Hour), newest, NodeBucketRow.Hour, cancellationToken);
        return (raw is { } rawBefore && await trim.RawAsync(rawBefore, cancellationToken) > 0)
            || (minutes is { } minutesBefore && await trim.MinutesAsync(minutesBefore, cancellationToken) > 0)
            || (hours is { } hoursBefore && await trim.HoursAsync(hoursBefore, cancellationToken) > 0)
            || await DropEventsAsync(database, cancellationToken) > 0;
    }

    private static IQueryable<long> Begins(OptaOpsDb database, long width) => database.NodeBuckets.Where(row => row.WidthMs == width).Select(row => row.AtMs);

    /// <summary>The end of the oldest few thousand instants, up to a whole bucket; null when there are none that may go.</summary>
    private static async Task<long?> EdgeAsync(IQueryable<long> instants, long newest, long width, CancellationToken cancellationToken)
    {
        var old = instants.Where(at => at < newest - (newest % width)).OrderBy(at => at);
        var last = await old.Skip(Step).Select(at => (long?)at).FirstOrDefaultAsync(cancellationToken);
        return last is { } at
            ? NodeBucketRow.Begin(at, width) + width
            : await old.AnyAsync(cancellationToken) ? NodeBucketRow.Begin(newest, width) : null;
    }

    /// <summary>The newest stay: pages show them, and their numbers must not be given again.</summary>
    private static async Task<int> DropEventsAsync(OptaOpsDb database, CancellationToken cancellationToken)
    {
        var kept = await database.Events.OrderByDescending(row => row.Id).Skip(EventBoard.Capacity - 1).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
        var edge = await database.Events.OrderBy(row => row.Id).Skip(Step).Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return kept is { } stay ? await database.Events.Where(row => row.Id < stay && (edge == null || row.Id < edge)).ExecuteDeleteAsync(cancellationToken) : 0;
    }
}

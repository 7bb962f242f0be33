using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Events;

/// <summary>Reads what happened: the newest from the board, which is ahead of the database, older ones from the database.</summary>
public sealed class EventArchive(IDbContextFactory<OptaOpsDb> databases, SampleWriter samples, Latest<EventBoard> board)
{
    private const int PageSize = 500;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<OpsEvent>> ListAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(filter.Limit, 1, EventFilter.MostListed);
        var recent = board.Value.Events;
        var found = recent.Where(filter.Admits).Take(limit).ToList();
        if (found.Count == limit || recent.Count < EventBoard.Capacity)
        {
            // A board that is not full has all there is.
            return found;
        }

        // What the board has let go may still wait for its turn to be stored.
        await samples.FlushAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var older = Narrow(database.Events.AsNoTracking(), filter with { Before = Math.Min(filter.Before ?? long.MaxValue, recent[^1].Id) });
        var rows = await older.OrderByDescending(row => row.Id).Take(limit - found.Count).ToListAsync(cancellationToken);
        found.AddRange(rows.Select(row => row.ToEvent()));
        return found;
    }

    /// <summary>Every event after a number, oldest first, then each as it happens; none is left out, however slow the reader is.</summary>
    /// <param name="after">Null means from now on; so does a number that was not given yet.</param>
    public async IAsyncEnumerable<OpsEvent> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = board.Value.Events is [var first, ..] ? first.Id : 0;
        var last = Math.Min(after ?? newest, newest);
        await foreach (var now in board.WatchAsync(cancellationToken))
        {
            while (now.Events is [.., var oldest] && oldest.Id > last + 1)
            {
                var missed = await StoredAsync(last, oldest.Id, cancellationToken);
                foreach (var stored in missed)
                {
                    yield return stored;
                    last = stored.Id;
                }

                if (missed.Count < PageSize)
                {
                    break;
                }
            }

            foreach (var happened in now.Events.Reverse().Where(each => each.Id > last))
            {
                yield return happened;
                last = happened.Id;
            }
        }
    }

    private static IQueryable<EventRow> Narrow(IQueryable<EventRow> rows, EventFilter filter)
    {
        rows = filter.NodeId is { } nodeId ? rows.Where(row => row.NodeId == nodeId) : rows;
        rows = filter.Topic is { } topic ? rows.Where(row => row.Topic == topic) : rows;
        rows = filter.Before is { } before ? rows.Where(row => row.Id < before) : rows;
        if (filter.AtLeast is { } least)
        {
            var severe = Enum.GetValues<EventSeverity>().Where(each => each >= least).ToArray();
            rows = rows.Where(row => severe.Contains(row.Severity));
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var escaped = filter.Text.Trim().Replace(@"\", @"\\", StringComparison.Ordinal)
                .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
            rows = rows.Where(row => EF.Functions.Like(row.Sentence, $"%{escaped}%", @"\") || EF.Functions.Like(row.ModelId!, $"%{escaped}%", @"\"));
        }

        return rows;
    }

    private async Task<IReadOnlyList<OpsEvent>> StoredAsync(long after, long before, CancellationToken cancellationToken)
    {
        await samples.FlushAsync(cancellationToken);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Events.AsNoTracking().Where(row => row.Id > after && row.Id < before)
            .OrderBy(row => row.Id).Take(PageSize).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToEvent())];
    }
}

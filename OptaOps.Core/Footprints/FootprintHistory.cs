using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Statistics;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Footprints;

/// <summary>Reads the ledger of a node.</summary>
public sealed class FootprintHistory(IDbContextFactory<OptaOpsDb> databases)
{
    private const int LeastStays = 8;
    private const double LeastDays = 30;
    private const double DaysPerMonth = 30.44;

    /// <summary>The pairs of the fit grow with the square of the stays.</summary>
    private const int MostStays = 1000;

    /// <summary>The model that was loaded last comes first; empty when no stay is on record.</summary>
    public async Task<IReadOnlyList<FootprintView>> ReadAsync(int nodeId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stays = await (
            from stay in database.ModelStays.AsNoTracking()
            where stay.NodeId == nodeId
            join row in database.Footprints.AsNoTracking() on stay.Id equals row.StayId into rows
            from row in rows.DefaultIfEmpty()
            orderby stay.Id
            select new Entry(stay.ModelId, stay.SeenAt, stay.GoneAt, stay.MemoryGb, row)).ToListAsync(cancellationToken);
        return [.. stays.GroupBy(entry => entry.ModelId).Select(group => View(group.Key, [.. group.TakeLast(MostStays)], group.Count())).OrderByDescending(view => view.NewestAt)];
    }

    private static FootprintView View(string modelId, Entry[] entries, int stays)
    {
        var left = entries.Where(entry => entry.Row?.LeftBehindGb is not null && entry.GoneAt is not null)
            .Select(entry => (Day: (entry.GoneAt!.Value - DateTimeOffset.UnixEpoch).TotalDays, Gb: entry.Row!.LeftBehindGb!.Value)).ToArray();
        var days = left.Length == 0 ? 0 : left[^1].Day - left[0].Day;
        var slope = left.Length >= LeastStays && days >= LeastDays ? TheilSen.Slope(left) : null;
        return new FootprintView
        {
            ModelId = modelId,
            Stays = stays,
            NewestAt = entries[^1].SeenAt,
            MemoryGb = Figure(entries.Select(entry => entry.MemoryGb)),
            BeforeGb = Figure(entries.Select(entry => entry.Row?.BeforeGb)),
            AfterGb = Figure(entries.Select(entry => entry.Row?.AfterGb)),
            PeakGb = Figure(entries.Select(entry => entry.Row?.PeakGb)),
            AfterUnloadGb = Figure(entries.Select(entry => entry.Row?.AfterUnloadGb)),
            LeftBehindGb = Figure(left.Select(each => (double?)each.Gb)),
            Trend = slope is { } found
                ? new(found.Median * DaysPerMonth, found.Low * DaysPerMonth, found.High * DaysPerMonth, left.Length, days)
                : null,
            TrendLacks = slope is null
                ? FormattableString.Invariant($"Not enough record: a trend needs {LeastStays} unloads over {LeastDays} days with memory seen before and after; there are {left.Length} over {days:0} days.")
                : null,
        };
    }

    private static FootprintFigure Figure(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0 ? new(null, 0, null) : new(Quartiles.At([.. known.Order()], 0.5), known.Length, known[^1]);
    }

    private sealed record Entry(string ModelId, DateTimeOffset SeenAt, DateTimeOffset? GoneAt, double? MemoryGb, FootprintRow? Row);
}

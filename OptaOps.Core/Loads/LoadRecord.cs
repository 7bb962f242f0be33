using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Loads;

/// <summary>The record of load attempts. What is written goes to the board too, and nothing else writes to it.</summary>
internal sealed class LoadRecord(IDbContextFactory<OptaOpsDb> databases, Latest<LoadBoard> board, TimeProvider time)
{
    private const int Newest = 200;

    /// <summary>Shows what is stored, and returns what was not settled when the last process ended, as unknown.</summary>
    public async Task<IReadOnlyList<LoadAttemptRow>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.LoadAttempts.AsNoTracking().OrderByDescending(row => row.Id).Take(Newest).ToListAsync(cancellationToken);
        rows.Reverse();
        var left = rows.Where(row => row.EndedAt is null).ToArray();
        foreach (var row in rows)
        {
            Show(row);
        }

        return left;
    }

    public async Task InsertAsync(LoadAttemptRow row, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        database.Add(row);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is DbException said)
        {
            // Pages know what the database says, not the mapper's frame around it.
            ExceptionDispatchInfo.Throw(said);
        }

        Show(row);
    }

    /// <summary>Only the one task that carries an attempt out calls this, and only until it has ended.</summary>
    public async Task SaveAsync(LoadAttemptRow row)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        database.Entry(row).State = EntityState.Modified;
        await database.SaveChangesAsync(CancellationToken.None);
        Show(row);
    }

    public void Show(LoadAttemptRow row) => board.Update(present => present.With(row.ToView()));

    public async Task<LoadAttempt?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return (await database.LoadAttempts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToView();
    }

    /// <summary>False when there is no such attempt or it has not ended.</summary>
    public async Task<bool> DismissAsync(int id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.LoadAttempts.Where(row => row.Id == id && row.EndedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DismissedAt, now), cancellationToken) != 1)
        {
            return false;
        }

        board.Update(present => present.Find(id) is { } item ? present.With(item with { DismissedAt = now }) : present);
        return true;
    }

    /// <summary>Gives the stay that began with our load the time that it took.</summary>
    public async Task TimeStayAsync(int nodeId, string modelId, DateTimeOffset since, double loadMs)
    {
        await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
        await database.Set<ModelStayRow>()
            .Where(stay => stay.NodeId == nodeId && stay.ModelId == modelId && stay.GoneAt == null && stay.LoadMs == null && stay.SeenAt >= since)
            .ExecuteUpdateAsync(set => set.SetProperty(stay => stay.LoadMs, loadMs), CancellationToken.None);
    }
}

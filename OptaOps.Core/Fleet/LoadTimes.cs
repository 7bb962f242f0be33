using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>How long loads of a model took on a node, from the stays of our own record.</summary>
public sealed class LoadTimes(IDbContextFactory<OptaOpsDb> databases)
{
    private const int Newest = 20;

    /// <summary>Median of the newest loads whose time is known, milliseconds; null when there is none.</summary>
    public async Task<double?> UsualMsAsync(int nodeId, string modelId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var times = await database.ModelStays.AsNoTracking()
            .Where(stay => stay.NodeId == nodeId && stay.ModelId == modelId && stay.LoadMs != null)
            .OrderByDescending(stay => stay.Id)
            .Select(stay => stay.LoadMs!.Value)
            .Take(Newest)
            .ToListAsync(cancellationToken);
        times.Sort();
        return times.Count == 0 ? null : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }
}

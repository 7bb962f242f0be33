using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Which models OptaOps has ever seen loaded, on whatever node.</summary>
public sealed class ModelsSeen(IDbContextFactory<OptaOpsDb> databases)
{
    /// <summary>Their ids, the one that was seen first in front.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ModelStays.GroupBy(stay => stay.ModelId).OrderBy(stays => stays.Min(stay => stay.Id)).Select(stays => stays.Key)
            .ToListAsync(cancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Writes the stays of models when a node's loaded set changes.</summary>
internal sealed class ModelStays(IDbContextFactory<OptaOpsDb> databases, TimeProvider time) : IPollListener
{
    public Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken) =>
        next.ModelsAsOf == last.ModelsAsOf || NodeKinds.ListsLoadedOnly(next.Kind) != true ? Task.CompletedTask : KeepAsync(next, cancellationToken);

    /// <summary>Closes stays of models that are gone or were loaded anew, and opens one for each new model.</summary>
    private async Task KeepAsync(NodeSnapshot node, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var open = await database.ModelStays.Where(stay => stay.NodeId == node.Node.Id && stay.GoneAt == null).ToListAsync(cancellationToken);
        var models = node.Models ?? [];
        var now = time.GetUtcNow();
        foreach (var stay in open.Where(stay => !models.Any(model => IsSame(stay, model))))
        {
            stay.GoneAt = now;
        }

        database.ModelStays.AddRange(models.Where(model => !open.Any(stay => IsSame(stay, model))).Select(model => new ModelStayRow
        {
            NodeId = node.Node.Id,
            ModelId = model.Id,
            LoadedAt = model.LoadedAt,
            SeenAt = now,
            MemoryGb = model.MemoryGb,
            ContextLength = model.ContextLength,
            Batching = model.Batching,
        }));
        await database.SaveChangesAsync(cancellationToken);
    }

    private static bool IsSame(ModelStayRow stay, NodeModel model) =>
        stay.ModelId == model.Id && (stay.LoadedAt is null || model.LoadedAt is null || Math.Abs((stay.LoadedAt - model.LoadedAt).Value.TotalSeconds) < 1);
}

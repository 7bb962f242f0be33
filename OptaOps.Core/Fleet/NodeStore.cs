using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Lmx;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>Writes of nodes that are kept in the database, their keys sealed. Rows are never deleted, since history refers to them.</summary>
internal sealed class NodeStore(IDbContextFactory<OptaOpsDb> databases, KeySeal seal, TimeProvider time)
{
    /// <summary>A new row, or that of a removed node of this name, whose history goes on.</summary>
    /// <param name="draft">Sound, and unique among the present nodes.</param>
    public async Task<Outcome<Node>> AddAsync(NodeDraft draft, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var row = await database.Nodes.SingleOrDefaultAsync(each => each.Name == draft.Name, cancellationToken);
        if (row is { Source: NodeSource.Simulator })
        {
            return Taken(draft.Name!, "a simulated node, whose history keeps it");
        }

        if (row is null)
        {
            row = new NodeRow { Name = draft.Name!, Address = "", Source = NodeSource.Saved };
            database.Nodes.Add(row);
        }

        (row.SealedAdminKey, row.SealedInferenceKey, row.Source, row.RemovedAt) = (null, null, NodeSource.Saved, null);
        Fill(row, draft);
        await SaveAsync(database, cancellationToken);
        return Open(row, seal);
    }

    /// <param name="change">Whole and sound, but for keys, of which null leaves what is stored.</param>
    public async Task<Outcome<Node>> EditAsync(int id, NodeDraft change, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Nodes.AnyAsync(each => each.Name == change.Name && each.Id != id, cancellationToken))
        {
            return Taken(change.Name!, "a removed node, whose history keeps it");
        }

        var row = await database.Nodes.SingleAsync(each => each.Id == id, cancellationToken);
        Fill(row, change);
        await SaveAsync(database, cancellationToken);
        return Open(row, seal);
    }

    /// <summary>Takes nodes off the list and forgets their keys.</summary>
    /// <param name="choice">What else was decided; null for nothing.</param>
    public async Task RemoveAsync(IReadOnlyList<int> ids, SimulatedChoice? choice, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var row in await database.Nodes.Where(each => ids.Contains(each.Id)).ToListAsync(cancellationToken))
        {
            (row.SealedAdminKey, row.SealedInferenceKey, row.RemovedAt) = (null, null, time.GetUtcNow());
        }

        if (choice is { } made)
        {
            var row = await database.Choices.FindAsync([ChoiceRow.SimulatedNodes], cancellationToken)
                ?? database.Choices.Add(new ChoiceRow { Name = ChoiceRow.SimulatedNodes, Value = "" }).Entity;
            row.Value = made.ToString();
        }

        await SaveAsync(database, cancellationToken);
    }

    /// <summary>A saved node as it is used, its keys opened.</summary>
    public static Node Open(NodeRow row, KeySeal seal)
    {
        var admin = seal.Open(row.SealedAdminKey, out var adminLost);
        var inference = seal.Open(row.SealedInferenceKey, out var inferenceLost);
        var lost = (adminLost, inferenceLost) switch
        {
            (true, true) => "keys",
            (true, false) => "admin key",
            (false, true) => "inference key",
            _ => null,
        };
        return new Node(row.Id, row.Name, new LmxEndpoint(new Uri(row.Address), admin, inference), false, false, lost);
    }

    private static Refusal Taken(string name, string by) => new(RefusalKind.Conflict, "nameTaken", $"The name \"{name}\" belongs to {by}. Give the node another name.")
    {
        Fields = new Dictionary<string, string> { ["name"] = $"\"{name}\" belongs to {by}. Give the node another name." },
    };

    private void Fill(NodeRow row, NodeDraft draft)
    {
        row.Name = draft.Name!;
        row.Address = draft.Authority!.GetLeftPart(UriPartial.Authority);
        row.SealedAdminKey = draft.AdminKey is null ? row.SealedAdminKey : seal.Seal(draft.AdminKey);
        row.SealedInferenceKey = draft.InferenceKey is null ? row.SealedInferenceKey : seal.Seal(draft.InferenceKey);
    }

    /// <summary>Says what the database said: pages know that, not the mapper's frame around it.</summary>
    private static async Task SaveAsync(OptaOpsDb database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (error.InnerException is DbException said)
        {
            ExceptionDispatchInfo.Throw(said);
        }
    }
}

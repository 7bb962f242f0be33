using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Footprints;

/// <summary>Writes the memory around each stay of a model into the ledger. It hears of a poll after the stays were written.</summary>
internal sealed class FootprintLedger(IDbContextFactory<OptaOpsDb> databases) : IPollListener
{
    /// <summary>A peak that rises by less is not worth a write.</summary>
    private const double PeakStepGb = 0.05;

    private readonly ConcurrentDictionary<int, FootprintTracker> _trackers = new();
    private readonly ConcurrentDictionary<(int NodeId, LoadedKey Model), (string Others, double PeakGb)> _peaks = new();

    public async Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken)
    {
        var tracker = _trackers.GetOrAdd(next.Node.Id, _ => new FootprintTracker());
        if (MemoryLook.Of(last, next) is { } look)
        {
            foreach (var note in tracker.See(look))
            {
                await KeepAsync(next.Node.Id, note, cancellationToken);
            }
        }
        else if (MemoryLook.Fresh(last, next) is { } usedGb)
        {
            tracker.Hear(usedGb);
        }
    }

    private Task KeepAsync(int nodeId, FootprintNote note, CancellationToken cancellationToken)
    {
        var key = (nodeId, note.Model);
        if (note.Moment == FootprintMoment.Peak)
        {
            if (_peaks.TryGetValue(key, out var known) && (known.Others != note.Others || note.Gb < known.PeakGb + PeakStepGb))
            {
                return Task.CompletedTask;
            }
        }
        else if (note.Moment == FootprintMoment.AfterUnload)
        {
            _peaks.TryRemove(key, out _);
        }

        return StoreAsync(key, note, cancellationToken);
    }

    private async Task StoreAsync((int NodeId, LoadedKey Model) key, FootprintNote note, CancellationToken cancellationToken)
    {
        var isGone = note.Moment == FootprintMoment.AfterUnload;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stay = await database.ModelStays.AsNoTracking()
            .Where(row => row.NodeId == key.NodeId && row.ModelId == key.Model.Id && (row.GoneAt != null) == isGone)
            .OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (stay is null)
        {
            return;
        }

        var row = await database.Footprints.FindAsync([stay.Id], cancellationToken);
        if (row is null)
        {
            row = new FootprintRow { StayId = stay.Id, Others = note.Others, BeforeGb = note.Moment == FootprintMoment.Before ? note.Gb : null };
            database.Footprints.Add(row);
        }

        Fill(row, note);
        await database.SaveChangesAsync(cancellationToken);
        if (!isGone && row.PeakGb is { } peak)
        {
            _peaks[key] = (row.Others, peak);
        }
    }

    private static void Fill(FootprintRow row, FootprintNote note)
    {
        var isSame = row.Others == note.Others;
        switch (note.Moment)
        {
            case FootprintMoment.After when isSame:
                row.AfterGb = note.Gb;
                break;
            case FootprintMoment.Peak when isSame:
                row.PeakGb = Math.Max(row.PeakGb ?? note.Gb!.Value, note.Gb!.Value);
                break;
            case FootprintMoment.AfterUnload:
                row.AfterUnloadGb = note.Gb;
                row.LeftBehindGb = isSame ? note.Gb - row.BeforeGb : null;
                break;
        }
    }
}

using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

/// <summary>
/// Keeps the spells of states: a row is written when a state changes and stretched once a minute. Time in which no check ended, because
/// OptaOps was off or asleep, belongs to no spell. A gateway's checks come one after the other; different gateways' may come together.
/// </summary>
internal sealed partial class GatewaySpells(IDbContextFactory<OptaOpsDb> databases, ILogger<GatewaySpells> logger)
{
    private static readonly TimeSpan StretchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Beside two intervals, the longest that a check itself takes.</summary>
    private static readonly TimeSpan CheckTakes = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<int, Spell> _open = new();

    /// <summary>The spell that is still going on and the newest check that belongs to it; null when there is none.</summary>
    public (int RowId, DateTimeOffset SeenUntil)? Open(int gatewayId) => _open.TryGetValue(gatewayId, out var spell) ? (spell.RowId, spell.SeenUntil) : null;

    /// <summary>The state in which the gateway was seen last, perhaps before a restart; null when it was never seen.</summary>
    public async Task<GatewayState?> LastStateAsync(int gatewayId)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync();
            return await database.GatewaySpells.AsNoTracking().Where(row => row.GatewayId == gatewayId)
                .OrderByDescending(row => row.Id).Select(row => (GatewayState?)row.State).FirstOrDefaultAsync();
        }
        catch (DbException error)
        {
            Log.Lost(logger, error.Message);
            return null;
        }
    }

    /// <summary>Takes in the end of a check.</summary>
    public async Task SeenAsync(GatewaySnapshot now)
    {
        if (now.AsOf is not { } at)
        {
            return;
        }

        var spell = _open.GetValueOrDefault(now.Gateway.Id);
        var unbroken = spell is not null && at - spell.SeenUntil <= (2 * now.CheckEvery) + CheckTakes;
        if (spell is not null && unbroken && spell.State == now.State)
        {
            _open[now.Gateway.Id] = spell with { SeenUntil = at };
            if (at - spell.StoredUntil >= StretchEvery && await StretchAsync(spell.RowId, at))
            {
                _open[now.Gateway.Id] = spell with { SeenUntil = at, StoredUntil = at };
            }

            return;
        }

        if (spell is not null)
        {
            await StretchAsync(spell.RowId, unbroken ? now.Since : spell.SeenUntil);
        }

        await BeginAsync(now, unbroken ? now.Since : at, at);
    }

    /// <summary>Ends what goes on at its newest check, for a gateway that is removed or moved; for all when OptaOps stops.</summary>
    public async Task EndAsync(int? gatewayId = null)
    {
        foreach (var id in gatewayId is { } one ? [one] : _open.Keys.ToArray())
        {
            if (_open.TryRemove(id, out var spell))
            {
                await StretchAsync(spell.RowId, spell.SeenUntil);
            }
        }
    }

    private async Task BeginAsync(GatewaySnapshot now, DateTimeOffset from, DateTimeOffset at)
    {
        var row = new GatewaySpellRow { GatewayId = now.Gateway.Id, State = now.State, From = from, To = at, Reason = now.Reason };
        try
        {
            await using var database = await databases.CreateDbContextAsync();
            database.GatewaySpells.Add(row);
            await database.SaveChangesAsync();
            _open[now.Gateway.Id] = new Spell(row.Id, now.State, at, at);
        }
        catch (Exception error) when (error is DbUpdateException or DbException)
        {
            _open.TryRemove(now.Gateway.Id, out _);
            Log.Lost(logger, error.GetBaseException().Message);
        }
    }

    private async Task<bool> StretchAsync(int rowId, DateTimeOffset until)
    {
        try
        {
            // Without the token of a stop: what was seen until then is stored.
            await using var database = await databases.CreateDbContextAsync(CancellationToken.None);
            await database.GatewaySpells.Where(row => row.Id == rowId).ExecuteUpdateAsync(set => set.SetProperty(row => row.To, until), CancellationToken.None);
            return true;
        }
        catch (DbException error)
        {
            Log.Lost(logger, error.Message);
            return false;
        }
    }

    private sealed record Spell(int RowId, GatewayState State, DateTimeOffset SeenUntil, DateTimeOffset StoredUntil);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The history of a gateway could not be stored: {Problem}")]
        public static partial void Lost(ILogger logger, string problem);
    }
}

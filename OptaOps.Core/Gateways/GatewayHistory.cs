using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

/// <summary>States of a gateway over a time, and how much of the time that was seen it was up.</summary>
/// <param name="Spells">Ascending, cut to the range; between two of them nobody looked. At most the newest 2,000.</param>
/// <param name="Truncated">True when older spells of the range are left out; the uptime counts them all the same.</param>
public sealed record GatewayHistoryView(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<GatewaySpell> Spells, bool Truncated, GatewayUptime Uptime);

/// <summary>A time in one state.</summary>
/// <param name="To">The newest check that found it so.</param>
public sealed record GatewaySpell(GatewayState State, bool Up, DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>Share of the seen time in which a gateway was up. Time in which nobody looked counts neither way.</summary>
/// <param name="UpPercent">0 to 100 of the seen time; null when nothing was seen.</param>
/// <param name="SeenHours">How much of the range was seen.</param>
public sealed record GatewayUptime(double? UpPercent, double SeenHours);

/// <summary>Reads the spells of a gateway.</summary>
public sealed class GatewayHistory
{
    private const int MostSpells = 2000;
    private readonly IDbContextFactory<OptaOpsDb> _databases;
    private readonly GatewaySpells _spells;

    internal GatewayHistory(IDbContextFactory<OptaOpsDb> databases, GatewaySpells spells) => (_databases, _spells) = (databases, spells);

    public async Task<GatewayHistoryView> ReadAsync(int gatewayId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var open = _spells.Open(gatewayId);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var openId = open?.RowId ?? 0;
        var rows = await database.GatewaySpells.AsNoTracking()
            .Where(row => row.GatewayId == gatewayId && row.From <= to && (row.To >= from || row.Id == openId))
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        var spells = rows
            .Select(row => new GatewaySpell(row.State, row.State.IsUp, Later(row.From, from), Earlier(row.Id == openId ? open!.Value.SeenUntil : row.To, to), row.Reason))
            .Where(spell => spell.To >= spell.From)
            .ToArray();
        var seen = spells.Sum(spell => (spell.To - spell.From).TotalHours);
        var up = spells.Where(spell => spell.Up).Sum(spell => (spell.To - spell.From).TotalHours);
        return new(from, to, spells[Math.Max(0, spells.Length - MostSpells)..], spells.Length > MostSpells, new GatewayUptime(seen > 0 ? up / seen * 100 : null, seen));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

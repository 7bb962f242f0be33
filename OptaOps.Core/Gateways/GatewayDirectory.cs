using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

/// <summary>Opens the list of gateways: configured and built-in ones are matched to their rows by name, saved ones follow.</summary>
public sealed class GatewayDirectory(IDbContextFactory<OptaOpsDb> databases, IOptions<GatewayOptions> options, Latest<GatewayBoard> board, TimeProvider time)
{
    /// <summary>Called once, before the checks begin.</summary>
    public async Task OpenAsync(IReadOnlyList<SimulatedGatewayAddress> simulated, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Gateways.ToListAsync(cancellationToken);
        var defined = options.Value.Items
            .Select(item => (item.Name, Address: GatewayAddress.Read(item.Address).Address!, Source: GatewaySource.Configuration))
            .Concat(simulated.Where(each => !IsRemoved(rows, each.Name)).Select(each => (each.Name, each.Address, Source: GatewaySource.Simulator)))
            .ToArray();
        var opened = defined.Select(each => Match(database, rows, each.Name, each.Address, each.Source)).ToList();
        foreach (var gone in rows.Except(opened).Where(row => row.Source == GatewaySource.Configuration))
        {
            gone.RemovedAt ??= time.GetUtcNow();
        }

        await database.SaveChangesAsync(cancellationToken);
        opened.AddRange(rows.Except(opened).Where(row => row is { Source: GatewaySource.Saved, RemovedAt: null }).OrderBy(row => row.Id));
        var now = time.GetUtcNow();
        board.Publish(new GatewayBoard([.. opened.Select(row => new GatewaySnapshot(Of(row), options.Value.CheckEvery, now))]));
    }

    internal static Gateway Of(GatewayRow row) => new(row.Id, row.Name, new Uri(row.Address), row.Source);

    /// <summary>A built-in one that its owner has removed stays away; that the simulator was off for a while does not count as that.</summary>
    private static bool IsRemoved(List<GatewayRow> rows, string name) =>
        rows.Any(row => row is { Source: GatewaySource.Simulator, RemovedAt: not null } && row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static GatewayRow Match(OptaOpsDb database, List<GatewayRow> rows, string name, Uri address, GatewaySource source)
    {
        var authority = address.GetLeftPart(UriPartial.Authority);
        var row = rows.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (row is null)
        {
            row = new GatewayRow { Name = name, Address = authority, Source = source };
            database.Gateways.Add(row);
        }

        (row.Name, row.Address, row.Source, row.RemovedAt) = (name, authority, source, null);
        return row;
    }
}

using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

/// <summary>What is written about a gateway.</summary>
/// <param name="Name">At most 80 characters, unique without regard to case.</param>
/// <param name="Address">Like <c>http://mono512.local:19001</c>; no secret.</param>
public sealed record GatewayChange(string Name, string Address);

/// <summary>Adds, changes and removes gateways. Configured ones are not changed here. Throws <c>DbException</c> when the database refuses.</summary>
public sealed class GatewayCommands(
    IDbContextFactory<OptaOpsDb> databases, IOptions<GatewayOptions> options, GatewayChecker checker, Latest<GatewayBoard> board, EventLog events, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task<Outcome<GatewayView>> AddAsync(GatewayChange change, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var (address, refusal) = Check(change, 0);
            if (refusal is not null)
            {
                return refusal;
            }

            var name = change.Name.Trim();
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var row = await database.Gateways.SingleOrDefaultAsync(each => each.Name == name, cancellationToken);
            if (row is null)
            {
                row = new GatewayRow { Name = name, Address = "", Source = GatewaySource.Saved };
                database.Gateways.Add(row);
            }

            (row.Name, row.Address, row.Source, row.RemovedAt) = (name, address!.GetLeftPart(UriPartial.Authority), GatewaySource.Saved, null);
            await database.SaveChangesAsync(cancellationToken);
            await TellAsync("gatewayAdded", $"Gateway {name} was added: {row.Address}.", row.Id);
            return await WatchAsync(row);
        },
        cancellationToken);

    public Task<Outcome<GatewayView>> ChangeAsync(int id, GatewayChange change, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            if (Refused(id) is { } fixedOne)
            {
                return fixedOne;
            }

            var (address, refusal) = Check(change, id);
            if (refusal is not null)
            {
                return refusal;
            }

            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var row = await database.Gateways.SingleAsync(each => each.Id == id, cancellationToken);
            if (await database.Gateways.SingleOrDefaultAsync(each => each.Name == change.Name.Trim() && each.Id != id, cancellationToken) is { } removed)
            {
                return Refusal.Conflict("nameOfRemoved", $"The name {removed.Name} belongs to a removed gateway whose history is kept. Choose another one.");
            }

            (row.Name, row.Address) = (change.Name.Trim(), address!.GetLeftPart(UriPartial.Authority));
            await database.SaveChangesAsync(cancellationToken);
            await TellAsync("gatewayChanged", $"Gateway {row.Name} was changed: {row.Address}.", id);
            return await WatchAsync(row);
        },
        cancellationToken);

    /// <summary>Its history stays, and comes back with the name.</summary>
    public Task<Outcome<GatewayView>> RemoveAsync(int id, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            if (Refused(id) is { Code: not "simulated" } refusal)
            {
                return refusal;
            }

            var gone = board.Value.At(id, time.GetUtcNow())!;
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            var row = await database.Gateways.SingleAsync(each => each.Id == id, cancellationToken);
            row.RemovedAt = time.GetUtcNow();
            await database.SaveChangesAsync(cancellationToken);
            board.Update(last => last.Without(id));
            await checker.ForgetAsync(id);
            await TellAsync("gatewayRemoved", $"Gateway {gone.Name} was removed. Its history is kept.", id);
            return (Outcome<GatewayView>)gone;
        },
        cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<GatewayView> WatchAsync(GatewayRow row)
    {
        var now = time.GetUtcNow();
        board.Update(last => last.With(new GatewaySnapshot(GatewayDirectory.Of(row), options.Value.CheckEvery, now)));
        await checker.ForgetAsync(row.Id);
        checker.CheckSoon(row.Id);
        return board.Value.At(row.Id, now)!;
    }

    private Refusal? Refused(int id) => board.Value.Find(id)?.Gateway switch
    {
        null => Refusal.NotFound("gatewayNotFound", $"There is no gateway {id}. GET /api/v1/gateways lists all."),
        { Source: GatewaySource.Configuration } gateway => Refusal.Conflict(
            "definedInConfiguration", $"{gateway.Name} is defined in the configuration, under Gateways:Items. Change it there and start OptaOps again."),
        { Source: GatewaySource.Simulator } gateway => Refusal.Conflict("simulated", $"{gateway.Name} is built in. Add a gateway of your own instead."),
        _ => null,
    };

    private (Uri? Address, Refusal? Refusal) Check(GatewayChange change, int id)
    {
        if (GatewayAddress.NameFault(change.Name) is { } nameFault)
        {
            return (null, Refusal.Invalid("badName", $"The name {nameFault}"));
        }

        var (address, fault) = GatewayAddress.Read(change.Address);
        if (address is null)
        {
            return (null, Refusal.Invalid("badAddress", $"The address {fault}"));
        }

        var others = board.Value.Gateways.Select(each => each.Gateway).Where(each => each.Id != id).ToArray();
        return Array.Find(others, each => each.Name.Equals(change.Name.Trim(), StringComparison.OrdinalIgnoreCase)) is { } namesake
            ? (null, Refusal.Conflict("nameTaken", $"There is a gateway {namesake.Name} already. Choose another name."))
            : Array.Find(others, each => each.Authority.Equals(address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)) is { } neighbour
                ? (null, Refusal.Conflict("addressTaken", $"{neighbour.Name} is at {neighbour.Authority} already. Each address is checked once."))
                : (address, null);
    }

    private async Task TellAsync(string kind, string sentence, int id) =>
        await events.AddAsync(new NewEvent(EventTopic.Gateway, kind, sentence) { GatewayId = id }, CancellationToken.None);

    private async Task<Outcome<GatewayView>> InTurnAsync(Func<Task<Outcome<GatewayView>>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await command();
        }
        catch (DbUpdateException error) when (error.InnerException is DbException cause)
        {
            // Pages know the platform's exception alone.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }
}

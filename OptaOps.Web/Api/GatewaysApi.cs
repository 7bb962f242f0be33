using OptaOps.Core;
using OptaOps.Core.Gateways;
using OptaOps.Core.Live;

namespace OptaOps.Web.Api;

internal static class GatewaysApi
{
    public static void MapGatewaysApi(this IEndpointRouteBuilder api)
    {
        var gateways = api.MapGroup("/gateways").WithTags("Gateways");
        gateways.MapGet("/", (Latest<GatewayBoard> board, TimeProvider time) => board.Value.At(time.GetUtcNow()))
            .WithSummary("All bot gateways with state, reason, next step and the four rungs of the newest check.");
        gateways.MapGet("/{id:int}", (int id, Latest<GatewayBoard> board, TimeProvider time) =>
                board.Value.At(id, time.GetUtcNow()) is { } gateway ? Results.Ok(gateway) : Unknown(id))
            .Produces<GatewayView>().ProducesProblem(404)
            .WithSummary("One gateway.");
        gateways.MapGet("/{id:int}/history", HistoryAsync)
            .Produces<GatewayHistoryView>().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Spells up and down, and the share of the seen time in which it was up; by default the last 24 hours.");
        gateways.MapPost("/", async (GatewayChange change, GatewayCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.AddAsync(change, token), added => Results.Created($"/api/v1/gateways/{added.Id}", added)))
            .Produces<GatewayView>(201).ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Adds a gateway; its first check begins at once. No secret is needed or taken.");
        gateways.MapPut("/{id:int}", async (int id, GatewayChange change, GatewayCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.ChangeAsync(id, change, token), Results.Ok))
            .Produces<GatewayView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Changes name and address; 409 definedInConfiguration for a configured one.");
        gateways.MapDelete("/{id:int}", async (int id, GatewayCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.RemoveAsync(id, token), _ => Results.NoContent()))
            .Produces(204).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Removes a gateway and keeps its history; 409 definedInConfiguration for a configured one.");
    }

    private static async Task<IResult> HistoryAsync(
        int id, DateTimeOffset? from, DateTimeOffset? to, Latest<GatewayBoard> board, GatewayHistory history, TimeProvider time, CancellationToken cancellationToken)
    {
        if (board.Value.Find(id) is null)
        {
            return Unknown(id);
        }

        var end = to ?? time.GetUtcNow();
        var begin = from ?? end.AddDays(-1);
        return begin >= end
            ? RefusalResult.Of(Refusal.Invalid("emptyRange", "from must be before to."))
            : Results.Ok(await history.ReadAsync(id, begin, end, cancellationToken));
    }

    private static IResult Unknown(int id) => RefusalResult.Of(Refusal.NotFound("gatewayNotFound", $"There is no gateway {id}. GET /api/v1/gateways lists all."));
}

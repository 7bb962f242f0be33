using OptaOps.Core;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Core.Live;

namespace OptaOps.Web.Api;

internal static class NodesApi
{
    public static void MapNodesApi(this IEndpointRouteBuilder api)
    {
        var nodes = api.MapGroup("/nodes").WithTags("Nodes");
        nodes.MapGet("/", (Latest<FleetBoard> fleet, TimeProvider time) => fleet.Value.At(time.GetUtcNow()))
            .WithSummary("All nodes with their newest known values, each with its age.");
        nodes.MapGet("/{id:int}", (int id, Latest<FleetBoard> fleet, TimeProvider time) =>
                fleet.Value.Find(id)?.At(time.GetUtcNow()) is { } node ? Results.Ok(node) : Unknown(id))
            .Produces<NodeView>().ProducesProblem(404)
            .WithSummary("One node.");
        nodes.MapGet("/{id:int}/history", HistoryAsync)
            .Produces<NodeHistoryView>().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("A figure of a node over time, with its gaps and the states of the node, in at most 2,000 buckets; by default memory of the last 24 hours in 500.");
        nodes.MapNodeCommands();
    }

    private static async Task<IResult> HistoryAsync(
        int id, Word<NodeMetric>? metric, DateTimeOffset? from, DateTimeOffset? to, int? points, Latest<FleetBoard> fleet, NodeHistory history, TimeProvider time, CancellationToken cancellationToken)
    {
        if (fleet.Value.Find(id) is null)
        {
            return Unknown(id);
        }

        if (metric?.Refused("metric") is { } unknown)
        {
            return RefusalResult.Of(unknown);
        }

        var end = to ?? time.GetUtcNow();
        var begin = from ?? end.AddDays(-1);
        return begin >= end
            ? RefusalResult.Of(Refusal.Invalid("emptyRange", "from must be before to."))
            : points is < 1 or > NodeHistory.MostPoints
                ? RefusalResult.Of(Refusal.Invalid("badPoints", "points must be 1 to 2000."))
                : Results.Ok(await history.ReadAsync(id, metric?.Value ?? NodeMetric.MemoryUsedGb, begin, end, points ?? 500, cancellationToken));
    }

    private static IResult Unknown(int id) => RefusalResult.Of(Refusal.NotFound("nodeNotFound", $"There is no node {id}. GET /api/v1/nodes lists all."));
}

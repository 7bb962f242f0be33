using OptaOps.Core;
using OptaOps.Core.Fleet;
using OptaOps.Core.Footprints;
using OptaOps.Core.Live;

namespace OptaOps.Web.Api;

internal static class FootprintApi
{
    public static void MapFootprintApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/nodes/{id:int}/footprint", async (int id, Latest<FleetBoard> fleet, FootprintHistory footprints, CancellationToken token) => fleet.Value.Find(id) is null
                ? RefusalResult.Of(Refusal.NotFound("nodeNotFound", $"There is no node {id}. GET /api/v1/nodes lists all."))
                : Results.Ok(await footprints.ReadAsync(id, token)))
            .WithTags("Nodes").Produces<IReadOnlyList<FootprintView>>().ProducesProblem(404)
            .WithSummary("Memory before and after each model's load, at its peak and after its unload, what it leaves behind, and the trend of that.");
}

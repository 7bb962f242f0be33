using OptaOps.Core;
using OptaOps.Core.Loads;

namespace OptaOps.Web.Api;

internal static class LoadsApi
{
    public static void MapLoadsApi(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/nodes/{id:int}/models").WithTags("Loads");
        models.MapPost("/load", async (int id, LoadWish wish, LoadCommands loads, CancellationToken token) =>
                RefusalResult.Of(await loads.LoadAsync(id, wish, token), Accepted))
            .Produces<LoadAttempt>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Loads a model. One load at a time on a node; never downloads. How it ends is in the attempt that Location names.");
        models.MapPost("/unload", async (int id, UnloadWish wish, LoadCommands loads, CancellationToken token) =>
                RefusalResult.Of(await loads.UnloadAsync(id, wish.ModelId, token), Accepted))
            .Produces<LoadAttempt>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Unloads a model; requests to it are cut.");
        models.MapPost("/plan", async (int id, PlanWish wish, LoadCommands loads, CancellationToken token) =>
                RefusalResult.Of(await loads.PlanAsync(wish.Unload ? LoadKind.Unload : LoadKind.Load, id, wish.ModelId, token), Results.Ok))
            .Produces<LoadPlan>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("What a load or an unload would do, from what the node says now. Changes nothing.");
        models.MapGet("/available", async (int id, DiskLists disks, CancellationToken token) => RefusalResult.Of(await disks.ReadAsync(id, token), Results.Ok))
            .Produces<DiskList>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("What the node lists as being on its disk, read now: it walks its whole cache, so do not poll this.");
        api.MapGet("/load-attempts/{id:int}", async (int id, LoadCommands loads, CancellationToken token) =>
                await loads.FindAsync(id, token) is { } found ? Results.Ok(found) : Unknown(id))
            .WithTags("Loads").Produces<LoadAttempt>().ProducesProblem(404)
            .WithSummary("A load or unload and what came of it. It is settled when endedAt is set.");
    }

    private static IResult Accepted(LoadAttempt attempt) => Results.Accepted($"/api/v1/load-attempts/{attempt.Id}", attempt);

    private static IResult Unknown(int id) => RefusalResult.Of(Refusal.NotFound("loadAttemptNotFound", $"There is no load attempt {id}."));
}

/// <param name="ModelId">Exact and case-sensitive.</param>
internal sealed record UnloadWish(string? ModelId);

/// <param name="Unload">True to plan an unload.</param>
internal sealed record PlanWish(string? ModelId, bool Unload = false);

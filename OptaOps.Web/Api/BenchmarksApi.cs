using OptaOps.Core;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Api;

internal static class BenchmarksApi
{
    public static void MapBenchmarksApi(this IEndpointRouteBuilder api)
    {
        var benchmarks = api.MapGroup("/benchmarks").WithTags("Benchmarks");
        benchmarks.MapPost("/", async (BenchmarkRequest request, BenchmarkQueue queue, CancellationToken token) =>
                RefusalResult.Of(await queue.StartAsync(request, token), started => Results.Accepted($"/api/v1/benchmarks/{started.Id}", started)))
            .Produces<BenchmarkView>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Starts a matrix, or queues it when one runs on the node.");
        benchmarks.MapGet("/", ListAsync).Produces<IReadOnlyList<BenchmarkView>>().ProducesProblem(400)
            .WithSummary("Benchmarks newest first, without their runs; the next page is in the Link header.");
        benchmarks.MapGet("/{id:int}", async (int id, BenchmarkArchive archive, CancellationToken token) =>
                await archive.FindAsync(id, token) is { } found ? Results.Ok(found) : Unknown(id))
            .Produces<BenchmarkView>().ProducesProblem(404)
            .WithSummary("One benchmark with all its runs.");
        benchmarks.MapPost("/{id:int}/cancel", async (int id, BenchmarkQueue queue, CancellationToken token) =>
                RefusalResult.Of(await queue.CancelAsync(id, token), Results.Ok))
            .Produces<BenchmarkView>().ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Cancels a queued or running benchmark; the running request's socket is closed within a second.");
        benchmarks.MapPatch("/{id:int}", async (int id, NoteChange change, BenchmarkQueue queue, CancellationToken token) =>
                RefusalResult.Of(await queue.AnnotateAsync(id, change.Note, token), Results.Ok))
            .Produces<BenchmarkView>().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Replaces the note.");
        benchmarks.MapDelete("/{id:int}", async (int id, BenchmarkQueue queue, CancellationToken token) =>
                RefusalResult.Of(await queue.DeleteAsync(id, token), _ => Results.NoContent()))
            .Produces(204).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Deletes a finished benchmark with its runs.");
        benchmarks.MapGet("/{id:int}/runs/{n:int}/timeline", async (int id, int n, BenchmarkArchive archive, CancellationToken token) =>
                await archive.TimelineAsync(id, n, token) is { } timeline
                    ? Results.Ok(timeline)
                    : RefusalResult.Of(Refusal.NotFound("timelineNotFound", $"Benchmark {id} has no run {n} with a timeline.")))
            .Produces<RunTimeline>().ProducesProblem(404)
            .WithSummary("Arrival of every chunk of text of a run, milliseconds after the request was sent.");
    }

    private static async Task<IResult> ListAsync(
        int? nodeId, string? model, int? before, int? limit, BenchmarkArchive archive, HttpResponse response, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > 200)
        {
            return RefusalResult.Of(Refusal.Invalid("badLimit", "limit must be 1 to 200."));
        }

        var size = limit ?? 50;
        var found = await archive.ListAsync(new BenchmarkFilter(nodeId, model, before, size), cancellationToken);
        if (found.Count == size)
        {
            var query = QueryString.Create(new Dictionary<string, string?>
            {
                ["nodeId"] = nodeId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["model"] = model,
                ["before"] = found[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["limit"] = size.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }.Where(each => each.Value is not null));
            response.Headers.Link = $"</api/v1/benchmarks{query}>; rel=\"next\"";
        }

        return Results.Ok(found);
    }

    private static IResult Unknown(int id) =>
        RefusalResult.Of(Refusal.NotFound("benchmarkNotFound", $"There is no benchmark {id}. GET /api/v1/benchmarks lists all."));
}

/// <param name="Note">At most 500 characters; null or empty removes the note.</param>
internal sealed record NoteChange(string? Note);

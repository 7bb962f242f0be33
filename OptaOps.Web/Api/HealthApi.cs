using OptaOps.Core.Storage;

namespace OptaOps.Web.Api;

internal static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", () => new { Status = "live" }).AllowAnonymous().WithSummary("The process answers.");
        health.MapGet("/ready", (DatabaseMigrator database, SampleWriter writer) =>
            {
                var ready = database.Migrated && writer.State.FailingSince is null;
                var body = new { Status = ready ? "ready" : "notReady", Database = database.Migrated ? "migrated" : "opening", Writer = writer.State.Problem ?? "writing" };
                return ready ? Results.Ok(body) : Results.Json(body, statusCode: 503);
            })
            .AllowAnonymous().WithSummary("The database is migrated and samples are stored.");
    }
}

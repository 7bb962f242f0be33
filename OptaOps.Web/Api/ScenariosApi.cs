using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Api;

internal static class ScenariosApi
{
    public static void MapScenariosApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/scenarios", (ScenarioCatalog catalog) => catalog.All).WithTags("Scenarios").WithSummary("Scenarios that a benchmark can name.");
}

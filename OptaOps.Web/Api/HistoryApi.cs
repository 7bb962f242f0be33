using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Api;

internal static class HistoryApi
{
    public static void MapHistoryApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/history", async (
                    HistoryMetric metric, int? nodeId, string? model, string? scenario, DateTimeOffset? from, DateTimeOffset? to, BenchmarkArchive archive, CancellationToken token) =>
                await archive.HistoryAsync(
                    new HistoryQuery { Metric = metric, NodeId = nodeId, Model = model, Scenario = scenario, From = from, To = to }, token))
            .WithTags("History").ProducesProblem(400)
            .WithSummary("One metric over time: a series per node, model and scenario, a point per benchmark.");
}

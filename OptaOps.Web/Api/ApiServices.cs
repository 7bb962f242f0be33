using System.Text.Json;
using System.Text.Json.Serialization;

namespace OptaOps.Web.Api;

/// <summary>The REST API v1 (design §6): the index of its rooms.</summary>
internal static class ApiServices
{
    public static void AddOptaOpsApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddSingleton<EventSender>();
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "OptaOps";
            document.Info.Description = "Nodes, benchmarks and their history. Null means unknown; ignore fields and enum values that you do not know.";
            return Task.CompletedTask;
        }));
    }

    public static void MapOptaOpsApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapNodesApi();
        api.MapFootprintApi();
        api.MapGatewaysApi();
        api.MapLoadsApi();
        api.MapScenariosApi();
        api.MapBenchmarksApi();
        api.MapHistoryApi();
        api.MapEventsApi();
        app.MapHealthApi();
        app.MapOpenApi();
        app.MapReaderPage();
    }
}

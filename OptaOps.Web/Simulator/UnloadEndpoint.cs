using System.Text.Json.Nodes;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>POST /admin/models/unload</c>; it does not wait for running generations (contract §4.10).</summary>
internal static class UnloadEndpoint
{
    public static Task AnswerAsync(LmxExchange exchange)
    {
        var faults = new JsonArray();
        RequestBody.RequireText(exchange.Body, "model_id", faults);
        if (faults.Count > 0)
        {
            return exchange.DetailAsync(StatusCodes.Status422UnprocessableEntity, faults);
        }

        var id = RequestBody.Text(exchange.Body, "model_id")!;
        return exchange.Process.Unload(id, "manual") is { } gone
            ? exchange.AnswerAsync(new JsonObject
            {
                ["success"] = true,
                ["model_id"] = id,
                ["memory_freed_gb"] = Float(gone.Model.MemoryGb, 2),
            })
            : exchange.ModelNotFoundAsync(id);
    }
}

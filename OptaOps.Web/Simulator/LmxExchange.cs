using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace OptaOps.Web.Simulator;

/// <summary>One request to a simulated server and the ways to answer it: JSON, and the error bodies E1 to E3 of contract §1.1.</summary>
internal sealed class LmxExchange(HttpContext http, LmxProcess process, CancellationToken gone)
{
    public HttpContext Http { get; } = http;

    public LmxProcess Process { get; } = process;

    public SimulatedServer Server => Process.Server;

    /// <summary>Cancelled when the client hangs up or the server ends.</summary>
    public CancellationToken Gone { get; } = gone;

    /// <summary>When the server saw the request, on its clock: at its arrival, or after the load that blocked it.</summary>
    public double ArrivedAt { get; set; } = process.Clock.Now;

    /// <summary>The parsed body of a POST.</summary>
    public JsonObject Body { get; set; } = [];

    /// <summary>Scripted: the answer loses its second half.</summary>
    public bool Truncated { get; set; }

    /// <summary>Fully unescaped, as uvicorn routes it: <c>%2F</c> is a slash like any other.</summary>
    public string Path { get; } = Unescaped(http);

    /// <summary>The model's id within the path, for routes that have one.</summary>
    public string PathId { get; set; } = "";

    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public Task AnswerAsync(JsonNode body, int status = StatusCodes.Status200OK)
    {
        var rewritten = Server.Rewrite?.Invoke(Path, body) ?? body;
        return WriteAsync(status, "application/json", PythonJson.Compact(rewritten));
    }

    public Task DetailAsync(int status, JsonNode detail) => AnswerAsync(new JsonObject { ["detail"] = detail }, status);

    public Task ErrorAsync(int status, string message, string type, string? param, string? code) => AnswerAsync(
        new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = param, ["code"] = code } }, status);

    /// <summary>The two E3 bodies that carry no <c>param</c>: full and overloaded.</summary>
    public Task BusyAsync(int status, string message, string code, int retryAfterSeconds)
    {
        Http.Response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var error = new JsonObject { ["message"] = message, ["type"] = "server_error", ["code"] = code };
        return AnswerAsync(new JsonObject { ["error"] = error }, status);
    }

    public Task ModelNotFoundAsync(string model) =>
        ErrorAsync(StatusCodes.Status404NotFound, $"The model '{model}' does not exist or is not loaded", "invalid_request_error", "model", "model_not_found");

    public Task WriteAsync(int status, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = Truncated ? bytes.Length / 2 : bytes.Length;
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = length;
        return Http.Response.Body.WriteAsync(bytes.AsMemory(0, length), Gone).AsTask();
    }

    private static string Unescaped(HttpContext http)
    {
        // Kestrel's own path keeps %2F, and so could not be told from an id with that text.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target.StartsWith('/') ? Uri.UnescapeDataString(target.Split('?')[0]) : http.Request.Path.Value ?? "/";
    }
}

using System.Text;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

/// <summary>Good answers of an LMX with one model, each number unlike any other, and ways to answer badly.</summary>
internal static class TruthAnswers
{
    public const string Status = "/admin/status";
    public const string Models = "/admin/models";
    public const string Health = "/healthz";
    public const string OpenAi = "/v1/models";

    /// <summary>Fields that are sent and that nothing reads.</summary>
    public static readonly IReadOnlySet<string> Unread = new HashSet<string> { "loaded_models", "loaded[0].loaded", "object", "data[0].object" };

    public static readonly IReadOnlyDictionary<string, string> Good = new Dictionary<string, string>
    {
        [Status] = """
            {"version":"v-seven","uptime_seconds":98765.4,"loaded_models":1,"models":["acme/Truth"],
             "memory":{"total_gb":641.5,"used_gb":233.21,"available_gb":408.29,"usage_percent":36.35,"threshold_percent":87},
             "in_flight_requests":7,"max_concurrent_requests":13}
            """,
        [Models] = """
            {"loaded":[{"id":"acme/Truth","loaded":true,"memory_gb":171.83,"loaded_at":1771850000.25,"use_batching":true,"request_count":4711,
              "last_used_at":1771851234.5,"context_length":196613,"readiness":{"state":"routable","reason":"canary_passed"}}]}
            """,
        [Health] = """{"status":"ok","version":"v-seven"}""",
        ["/readyz"] = """{"status":"ready","version":"v-seven","models_loaded":1}""",
        [OpenAi] = """{"object":"list","data":[{"id":"acme/Truth","object":"model","created":1771850000,"owned_by":"local"}]}""",
        ["/v1/discovery"] = """
            {"service":"opta-lmx","version":"v-seven","ready":true,"loaded_models":["acme/Truth"],"loaded_model_count":1,
             "auth":{"admin_key_required":false,"inference_key_required":false},"hardware_summary":{"chip":"Apple M-Nine","memory_gb":768.0}}
            """,
    };

    /// <summary>What can be answered to any path; null hangs.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string, byte[]?>> Bad = new Dictionary<string, Func<string, byte[]?>>
    {
        ["401"] = _ => Json(401, """{"detail":"Invalid or missing API key"}"""),
        ["403"] = _ => Json(403, """{"detail":"Invalid or missing admin key"}"""),
        ["404"] = _ => Json(404, """{"detail":"Not Found"}"""),
        ["422"] = _ => Json(422, """{"detail":[{"type":"missing","loc":["query"],"msg":"Field required","input":null}]}"""),
        ["500"] = _ => HttpAnswer.Of("Internal Server Error", 500, "text/plain"),
        ["503 shed"] = _ => HttpAnswer.Of(
            """{"error":{"message":"Server under memory pressure","type":"server_error","code":"overloaded"}}""", 503, moreHeaders: "Retry-After: 30\r\n"),
        ["503 no model"] = _ => Json(503, """{"status":"unavailable","reason":"no models loaded"}"""),
        ["timeout"] = _ => null,
        ["html"] = _ => HttpAnswer.Of("<!doctype html><html><head><title>Router login</title></head><body>42 GB free</body></html>", 200, "text/html", "Server: nginx\r\n"),
        ["cut"] = path => HttpAnswer.Of(Good.GetValueOrDefault(path, "{\"a\":1}").TrimEnd()[..^9]),
        ["wrong type"] = _ => HttpAnswer.Of("""["a list"]"""),
    };

    public static byte[] GoodAnswer(string path) => Good.TryGetValue(path, out var body) ? Json(200, body) : Json(404, """{"detail":"Not Found"}""");

    public static byte[] Json(int status, string body) => HttpAnswer.Of(Encoding.UTF8.GetBytes(body), status, "application/json");
}

using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

/// <summary>The five error bodies of contract §1.1 (E1 to E5), for the statuses in which they come.</summary>
public sealed class RefusalTests
{
    private const string Shed = """{"error":{"message":"Memory pressure","type":"server_error","code":"overloaded"}}""";

    [Fact]
    public async Task E1_a_403_under_admin_is_the_admin_key()
    {
        var fault = await StatusAsync(403, """{"detail":"Invalid or missing admin key"}""");

        Is(fault, LmxFaultKind.Forbidden, 403, null, "admin key is missing or wrong", "Invalid or missing admin key");
    }

    [Fact]
    public async Task E1_a_403_of_a_policy_is_not_the_admin_key()
    {
        var fault = await LoadAsync(403, """{"detail":"Policy hook denied request: missing_account_id"}""");

        Is(fault, LmxFaultKind.HttpError, 403, null, "missing_account_id");
        Assert.DoesNotContain("admin key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E1_a_401_is_the_inference_key()
    {
        await using var line = LmxLine.Answering("""{"detail":"Invalid or missing API key"}""", 401);

        var answer = await line.Client.GetOpenAiModelsAsync(LmxCaller.Patience, TestContext.Current.CancellationToken);

        Is(answer.Fault, LmxFaultKind.Unauthorized, 401, null, "inference key is missing or wrong", "Invalid or missing API key");
    }

    [Fact]
    public async Task E1_an_unknown_route_is_an_older_server()
    {
        var fault = await StatusAsync(404, """{"detail":"Not Found"}""");

        Is(fault, LmxFaultKind.NotFound, 404, null, "/admin/status does not exist there");
    }

    [Fact]
    public async Task E1_a_wrong_method_is_an_error_with_its_status()
    {
        Is(await StatusAsync(405, """{"detail":"Method Not Allowed"}"""), LmxFaultKind.HttpError, 405, null, "Method Not Allowed");
    }

    [Fact]
    public async Task E2_a_failed_validation_says_what_is_wrong_with_the_first_field()
    {
        var fault = await LoadAsync(
            422,
            """{"detail":[{"type":"missing","loc":["body","model_id"],"msg":"Field required","input":{}},{"type":"x","loc":[],"msg":"Other","input":1}]}""");

        Is(fault, LmxFaultKind.HttpError, 422, null, "Field required");
    }

    [Theory]
    [InlineData(400, "invalid_value", "invalid_request_error")]
    [InlineData(400, "not_supported", "invalid_request_error")]
    [InlineData(403, "downloads_disabled", "invalid_request_error")]
    [InlineData(409, "model_unstable", "invalid_request_error")]
    [InlineData(409, "model_load_timeout", "invalid_request_error")]
    [InlineData(409, "model_loader_crashed", "invalid_request_error")]
    [InlineData(409, "model_probe_failed", "invalid_request_error")]
    [InlineData(409, "model_canary_failed", "invalid_request_error")]
    [InlineData(422, "model_unsupported_arch", "not_supported_error")]
    [InlineData(422, "model_unsupported_backend", "not_supported_error")]
    [InlineData(500, "internal_error", "internal_server_error")]
    [InlineData(507, "insufficient_memory", "insufficient_memory")]
    [InlineData(507, "insufficient_disk", "insufficient_disk")]
    public async Task E3_a_refused_load_keeps_status_code_and_words(int status, string code, string type)
    {
        var fault = await LoadAsync(status, $$$"""{"error":{"message":"Cannot, because.","type":"{{{type}}}","param":null,"code":"{{{code}}}"}}""");

        Is(fault, LmxFaultKind.HttpError, status, code, "Cannot, because.", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain("admin key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E3_a_model_that_is_not_loaded_is_no_missing_route()
    {
        await using var line = LmxLine.Answering(
            """{"error":{"message":"Model 'acme/Foo-4bit' is not loaded","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", 404);

        var fault = (await line.UnloadAsync()).Fault!;

        Is(fault, LmxFaultKind.NotFound, 404, "model_not_found", "is not loaded");
        Assert.DoesNotContain("does not exist there", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E3_load_shedding_is_overloaded_for_reads_and_loads()
    {
        Is(await StatusAsync(503, Shed), LmxFaultKind.Overloaded, 503, "overloaded", "load-shedding", "Memory pressure");
        Is(await LoadAsync(503, Shed), LmxFaultKind.Overloaded, 503, "overloaded", "load-shedding");
    }

    [Fact]
    public async Task A_503_of_readyz_is_no_model_and_not_overloaded()
    {
        await using var line = LmxLine.Answering("""{"status":"unavailable","reason":"no models loaded"}""", 503);

        var answer = await line.Client.GetReadyAsync(LmxCaller.Patience, TestContext.Current.CancellationToken);

        Is(answer.Fault, LmxFaultKind.NoModel, 503, null, "No model is loaded");
    }

    [Fact]
    public async Task A_503_of_a_proxy_is_neither()
    {
        Is(await StatusAsync(503, "<html><body>Service Unavailable</body></html>", "text/html"), LmxFaultKind.HttpError, 503, null, "Service Unavailable");
    }

    [Theory]
    [InlineData("""{"error":{"message":"Server is busy","type":"server_error","code":"rate_limit_exceeded"}}""", "rate_limit_exceeded", "Server is busy")]
    [InlineData("""{"error":"Rate limit exceeded: 60 per 1 minute"}""", null, "60 per 1 minute")]
    public async Task E3_and_E4_a_429_is_a_limit(string body, string? code, string said)
    {
        Is(await StatusAsync(429, body), LmxFaultKind.RateLimited, 429, code, said);
    }

    [Fact]
    public async Task E5_an_unhandled_exception_is_plain_text()
    {
        Is(await StatusAsync(500, "Internal Server Error", "text/plain"), LmxFaultKind.HttpError, 500, null, "Internal Server Error");
    }

    private static void Is(LmxFault? fault, LmxFaultKind kind, int status, string? code, params string[] words)
    {
        Assert.NotNull(fault);
        Assert.Equal((kind, status, code), (fault.Kind, fault.Status, fault.Code));
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    private static async Task<LmxFault> StatusAsync(int status, string body, string contentType = "application/json")
    {
        await using var line = LmxLine.Answering(body, status, contentType);
        var answer = await line.StatusAsync();
        Assert.Null(answer.Value);
        return answer.Fault!;
    }

    private static async Task<LmxFault> LoadAsync(int status, string body)
    {
        await using var line = LmxLine.Answering(body, status);
        var answer = await line.LoadAsync();
        Assert.Null(answer.Value);
        return answer.Fault!;
    }
}

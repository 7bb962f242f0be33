using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OptaOps.Core.Lmx;

/// <summary>
/// One LMX server, unmeasured calls. A sick server is a value, never an exception; only the caller's own cancellation throws. No call is
/// ever retried here: for polls the next tick is the retry, and load and unload must not be sent twice (contract §7.6).
/// </summary>
public sealed class LmxClient(HttpClient http, LmxEndpoint endpoint, TimeProvider time)
{
    private const int MostBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan LoadPatience = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan UnloadPatience = TimeSpan.FromMinutes(30);

    /// <summary>Open and exempt from load shedding.</summary>
    public Task<LmxAnswer<ServerHealth>> GetHealthAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/healthz", ServerHealth.Read, within, cancellationToken);

    public Task<LmxAnswer<ServerReady>> GetReadyAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/readyz", ServerReady.Read, within, cancellationToken);

    /// <summary>Open, but it costs the node a look-up of its own name: ask once, then not for 5 min (contract §9).</summary>
    public Task<LmxAnswer<ServerDiscovery>> GetDiscoveryAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/v1/discovery", ServerDiscovery.Read, within, cancellationToken);

    public Task<LmxAnswer<ServerStatus>> GetStatusAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/admin/status", ServerStatus.Read, within, cancellationToken);

    public Task<LmxAnswer<ModelList>> GetModelsAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/admin/models", ModelList.Read, within, cancellationToken);

    public Task<LmxAnswer<OpenAiModels>> GetOpenAiModelsAsync(TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync("/v1/models", OpenAiModels.Read, within, cancellationToken);

    /// <summary>What is on the node's disk. Every call walks the whole cache there (contract §9): ask for it only when somebody wants to see it.</summary>
    public Task<LmxAnswer<AvailableModels>> GetAvailableAsync(TimeSpan within, CancellationToken cancellationToken) => ExchangeAsync(
        HttpMethod.Get, "/admin/models/available", null, bytes => Parse(bytes, "/admin/models/available", AvailableModels.Read), within, cancellationToken);

    /// <summary>What loads of a model came to, newest first; the newest 50.</summary>
    public Task<LmxAnswer<CompatibilityList>> GetCompatibilityAsync(string modelId, TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync($"/admin/models/compatibility?limit=50&model_id={Uri.EscapeDataString(modelId)}", CompatibilityList.Read, within, cancellationToken);

    public Task<LmxAnswer<ModelPerformance>> GetPerformanceAsync(string modelId, TimeSpan within, CancellationToken cancellationToken) =>
        GetAsync($"/admin/models/{Uri.EscapeDataString(modelId)}/performance", ModelPerformance.Read, within, cancellationToken);

    public Task<LmxAnswer<ServerMetrics>> GetMetricsAsync(TimeSpan within, CancellationToken cancellationToken) =>
        ExchangeAsync<ServerMetrics>(HttpMethod.Get, "/admin/metrics", null, bytes => (ServerMetrics.Read(bytes), null), within, cancellationToken);

    /// <summary>
    /// One unstreamed chat completion. Giving up does not stop it on the node: its slot stays taken until it is done (contract §5.5 knows
    /// only of streams that are cut).
    /// </summary>
    public Task<LmxAnswer<ChatAnswer>> ChatAsync(ChatRequest request, TimeSpan within, CancellationToken cancellationToken) =>
        ExchangeAsync(
            HttpMethod.Post, "/v1/chat/completions", request.ToUnstreamedUtf8Json(), bytes => Parse(bytes, "/v1/chat/completions", ChatAnswer.Read), within, cancellationToken);

    /// <summary>Waits up to an hour, since a load has no time limit of its own; giving up does not stop it (contract §4.9).</summary>
    public Task<LmxAnswer<LoadOutcome>> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => ExchangeAsync(
        HttpMethod.Post, "/admin/models/load", request.ToUtf8Json(), bytes => Parse(bytes, "/admin/models/load", LoadOutcome.Read), LoadPatience, cancellationToken);

    public Task<LmxAnswer<UnloadOutcome>> UnloadAsync(string modelId, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            "/admin/models/unload",
            new Dictionary<string, object> { ["model_id"] = modelId },
            UnloadOutcome.Read,
            UnloadPatience,
            cancellationToken);

    /// <summary>Any path of a server that is not LMX, to find out which it is.</summary>
    internal Task<LmxAnswer<DoorAnswer>> GetDoorAsync(string path, TimeSpan within, CancellationToken cancellationToken) =>
        ExchangeAsync<DoorAnswer>(HttpMethod.Get, path, null, bytes => (DoorAnswer.Read(bytes), null), within, cancellationToken);

    /// <summary>Whether the port speaks TLS, for an address that says http; costs a connection.</summary>
    internal Task<bool> SpeaksTlsAsync(TimeSpan within, CancellationToken cancellationToken) => TlsDoor.IsOpenAsync(endpoint.Address, within, time, cancellationToken);

    private Task<LmxAnswer<T>> GetAsync<T>(string path, Func<LmxJson, T> read, TimeSpan within, CancellationToken cancellationToken)
        where T : class => SendAsync(HttpMethod.Get, path, null, read, within, cancellationToken);

    private Task<LmxAnswer<T>> SendAsync<T>(
        HttpMethod method, string path, IReadOnlyDictionary<string, object>? body, Func<LmxJson, T> read, TimeSpan within, CancellationToken cancellationToken)
        where T : class => ExchangeAsync(
            method, path, body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body), bytes => Parse(bytes, path.Split('?')[0], read), within, cancellationToken);

    private async Task<LmxAnswer<T>> ExchangeAsync<T>(
        HttpMethod method, string path, byte[]? body, Func<byte[], (T? Value, LmxFault? Fault)> read, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        var sent = time.GetTimestamp();
        var named = path.Split('?')[0];
        DateTimeOffset? nodeTime = null;
        string? speaker = null;
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = Request(method, path, body);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            nodeTime = response.Headers.Date;
            speaker = StrangerWords.Name(response);
            await response.Content.LoadIntoBufferAsync(MostBytes, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode
                ? Answer(read(bytes))
                : Answer((null, LmxFaults.Of(response, named, LmxErrorBody.Read(bytes))));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer((null, LmxFaults.Late(named, within, patience.IsCancellationRequested)));
        }
        catch (HttpRequestException error)
        {
            return Answer((null, LmxFaults.Of(error, endpoint.Address)));
        }
        catch (IOException error)
        {
            return Answer((null, new LmxFault(LmxFaultKind.ConnectionLost, $"The connection broke: {UntrustedText.Shorten(error.Message)}")));
        }

        LmxAnswer<T> Answer((T? Value, LmxFault? Fault) result) =>
            new(result.Value, WithoutKeys(result.Fault, speaker), nodeTime, time.GetElapsedTime(sent).TotalMilliseconds);
    }

    private LmxFault? WithoutKeys(LmxFault? fault, string? speaker) => fault is null
        ? null
        : fault with
        {
            Message = endpoint.WithoutKeys(fault.Message),
            Code = fault.Code is { } code ? endpoint.WithoutKeys(code) : null,
            Speaker = speaker is null ? null : endpoint.WithoutKeys(speaker),
        };

    private static (T? Value, LmxFault? Fault) Parse<T>(byte[] bytes, string path, Func<LmxJson, T> read)
        where T : class => Parse(bytes, path, (JsonElement root) => read(LmxJson.Root(root)));

    private static (T? Value, LmxFault? Fault) Parse<T>(byte[] bytes, string path, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return (read(document.RootElement), null);
        }
        catch (LmxFormatException error)
        {
            var message = $"{path} answers what this version of OptaOps cannot read: {UntrustedText.Shorten(error.Message)}.";
            return (null, new LmxFault(LmxFaultKind.Incompatible, message, 200, Field: error.Field));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return (null, LmxFaults.NotJson(path, bytes));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, new Uri(endpoint.Address, path)) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("x-client-id", ChatRequest.ClientId);
        if (path.StartsWith("/admin", StringComparison.Ordinal) && endpoint.AdminKey is { } adminKey)
        {
            request.Headers.TryAddWithoutValidation("X-Admin-Key", adminKey);
        }
        else if (path.StartsWith("/v1", StringComparison.Ordinal) && (endpoint.InferenceKey ?? endpoint.AdminKey) is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}

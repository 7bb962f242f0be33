using System.Net;
using System.Net.Http.Headers;

namespace OptaOps.Core.Lmx;

/// <summary>Opens a server's event stream (contract §3.12). The key goes into the header; the query, which LMX takes too, ends up in logs.</summary>
public sealed class EventDoor(HttpClient http, LmxEndpoint endpoint, TimeProvider time)
{
    private const string Path = "/admin/events";
    private const int MostBytes = 64 * 1024;

    /// <summary>Returns with the headers, which come at once. The caller owns the stream; a sick server is a fault, never an exception.</summary>
    public async Task<LmxAnswer<ServerEventStream>> OpenAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            using var request = Request();
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (await RefusedAsync(response, either.Token) is { } refused)
            {
                response.Dispose();
                return Answer(null, refused);
            }

            return Answer(new ServerEventStream(response, await response.Content.ReadAsStreamAsync(either.Token)), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            return Answer(null, LmxFaults.Late(Path, within, patience.IsCancellationRequested));
        }
        catch (HttpRequestException error)
        {
            response?.Dispose();
            return Answer(null, LmxFaults.Of(error, endpoint.Address));
        }
        catch (IOException error)
        {
            response?.Dispose();
            return Answer(null, new LmxFault(LmxFaultKind.ConnectionLost, $"The connection broke: {UntrustedText.Shorten(error.Message)}"));
        }

        LmxAnswer<ServerEventStream> Answer(ServerEventStream? stream, LmxFault? fault) => new(
            stream, fault is null ? null : fault with { Message = endpoint.WithoutKeys(fault.Message) }, null, time.GetElapsedTime(sent).TotalMilliseconds);
    }

    private static async Task<LmxFault?> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            return LmxFaults.Of(response, Path, LmxErrorBody.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        return string.Equals(type, "text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? null
            : new(LmxFaultKind.Incompatible, $"{Path} answers {UntrustedText.Shorten(type ?? "nothing typed")} instead of an event stream.", (int)response.StatusCode);
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Address, Path)) { Version = HttpVersion.Version11 };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.TryAddWithoutValidation("x-client-id", ChatRequest.ClientId);
        if (endpoint.AdminKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-Admin-Key", key);
        }

        return request;
    }
}

using System.Net;

namespace OptaOps.Core.Gateways;

/// <summary>
/// GET without a secret: no redirect is followed, no cookie or proxy used, an answer is cut at 64 KB, and headers and body together have one
/// patience. Each request has a connection of its own, so that it proves that the gateway accepts them.
/// </summary>
internal sealed class GatewayHttp : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private static readonly HttpRequestOptionsKey<HeardBytes> Heard = new("heard");
    private readonly GatewayPatience _patience;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;

    public GatewayHttp(GatewayDoor door, GatewayPatience patience, TimeProvider time)
    {
        (_patience, _time) = (patience, time);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = MostBytes / 1024,
            ResponseDrainTimeout = TimeSpan.Zero,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var stream = await door.OpenAsync(context.InitialRequestMessage.RequestUri!, cancellationToken);
                return context.InitialRequestMessage.Options.TryGetValue(Heard, out var heard) ? new CountedStream(stream, heard) : stream;
            },
        });
    }

    /// <summary>Sends upgrade requests of sockets through the same door.</summary>
    public HttpMessageInvoker Invoker => _invoker;

    public async Task<HttpReply> GetAsync(Uri address, string path, CancellationToken cancellationToken)
    {
        var from = _time.GetTimestamp();
        var heard = new HeardBytes();
        using var deadline = new Deadline(_patience.Answer, _time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)) { Version = HttpVersion.Version11 };
        request.Headers.ConnectionClose = true;
        request.Options.Set(Heard, heard);
        try
        {
            using var response = await _invoker.SendAsync(request, deadline.Token);
            var server = response.Headers.TryGetValues("Server", out var values) ? UntrustedText.Shorten(string.Join(' ', values)) : null;
            var body = await ReadAsync(response.Content, deadline.Token);
            return new(
                body is null ? HttpOutcome.TooLarge : HttpOutcome.Answered,
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                server,
                body ?? [],
                body is null ? $"more than {MostBytes / 1024} KB" : "",
                _time.GetElapsedTime(from).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = $"{_patience.Answer.TotalSeconds:0.#} s";
            return heard.Count == 0
                ? Failed(HttpOutcome.Silent, $"not a byte within {seconds}")
                : Failed(HttpOutcome.Unfinished, $"no whole answer within {seconds}");
        }
        catch (HttpRequestException error)
        {
            return error.HttpRequestError switch
            {
                HttpRequestError.SecureConnectionError => Failed(HttpOutcome.TlsFailed, UntrustedText.Shorten(error.GetBaseException().Message)),
                HttpRequestError.InvalidResponse => Failed(HttpOutcome.NotHttp, "the answer is no HTTP"),
                HttpRequestError.ConfigurationLimitExceeded => Failed(HttpOutcome.TooLarge, $"headers of more than {MostBytes / 1024} KB"),
                _ => heard.Count == 0 ? Failed(HttpOutcome.HungUp, "hung up without a byte") : Failed(HttpOutcome.NotHttp, "hung up in the middle"),
            };
        }
        catch (IOException)
        {
            return Failed(HttpOutcome.HungUp, "hung up in the middle");
        }
    }

    public void Dispose() => _invoker.Dispose();

    private static HttpReply Failed(HttpOutcome outcome, string problem) => new(outcome, null, null, null, [], problem, null);

    /// <summary>The whole body; null when it is too large.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return read > MostBytes ? null : buffer[..read];
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace OptaOps.Core.Lmx;

/// <summary>
/// One connection to one node for one measured request: opened beforehand by <see cref="Open"/>, used by <see cref="Send"/>. Synchronous
/// throughout, no retry, no redirect, no proxy, no logging. Tells when a connection had to be made inside the clock after all.
/// </summary>
public sealed class ChatConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);
    private readonly LmxEndpoint _endpoint;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private NetworkStream? _opened;
    private int _made;

    public ChatConnection(LmxEndpoint endpoint)
    {
        _endpoint = endpoint;
        _handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (context, cancellationToken) => new(Next(context.DnsEndPoint, cancellationToken)),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ResponseDrainTimeout = TimeSpan.Zero,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        _invoker = new HttpMessageInvoker(_handler);
    }

    /// <summary>Connections made so far; 1 after <see cref="Open"/>, more after a request means that one was made inside the clock.</summary>
    public int ConnectionsMade => Volatile.Read(ref _made);

    /// <summary>Connects by a <c>GET /healthz</c> and returns the round trip in milliseconds of a second one on the open connection.</summary>
    /// <exception cref="HttpRequestException">The node cannot be reached.</exception>
    public double Open(TimeProvider time, CancellationToken cancellationToken)
    {
        _opened = Connect(time, cancellationToken);
        Ping(cancellationToken);
        var sent = time.GetTimestamp();
        Ping(cancellationToken);
        return time.GetElapsedTime(sent).TotalMilliseconds;
    }

    /// <summary>The chat request, complete and serialised, so that nothing is left to do inside the clock but to send it.</summary>
    public HttpRequestMessage Prepare(ChatRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_endpoint.Address, "/v1/chat/completions"))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(request.ToUtf8Json()),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.TryAddWithoutValidation("x-client-id", ChatRequest.ClientId);
        if ((_endpoint.InferenceKey ?? _endpoint.AdminKey) is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return message;
    }

    /// <summary>Sends and returns as soon as the headers are there; the body is read synchronously by the caller.</summary>
    public HttpResponseMessage Send(HttpRequestMessage message, CancellationToken cancellationToken) => _invoker.Send(message, cancellationToken);

    public void Dispose()
    {
        _invoker.Dispose();
        _handler.Dispose();
        _opened?.Dispose();
    }

    /// <summary>On the calling thread, as the handler would have to do it on one of the pool.</summary>
    private NetworkStream Connect(TimeProvider time, CancellationToken cancellationToken)
    {
        var (host, port) = (_endpoint.Address.IdnHost, _endpoint.Address.Port);
        using var patience = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return BlockingSocket.Connect(new DnsEndPoint(host, port), either.Token);
        }
        catch (SocketException error)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{error.Message} ({host}:{port})", error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"Not connected within {ConnectTimeout.TotalSeconds:0} s ({host}:{port})");
        }
    }

    /// <summary>For the handler: the opened connection, and when that has been used up and is gone, another one.</summary>
    private NetworkStream Next(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var stream = Interlocked.Exchange(ref _opened, null) ?? BlockingSocket.Connect(target, cancellationToken);
        Interlocked.Increment(ref _made);
        return stream;
    }

    private void Ping(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(_endpoint.Address, "/healthz"))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = _invoker.Send(message, cancellationToken);
        using var body = response.Content.ReadAsStream(cancellationToken);
        // CopyTo would take a buffer of 128 KB, on a new thread a new one, and so call the collector just before the clock.
        Span<byte> buffer = stackalloc byte[1024];
        while (body.Read(buffer) > 0)
        {
        }
    }
}

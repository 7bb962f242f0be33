using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;

namespace OptaOps.Core.Lmx;

/// <summary>
/// One connection to one node for one measured request: opened beforehand by <see cref="Open"/>, used by <see cref="Send"/>. Synchronous
/// throughout, no retry, no redirect, no proxy, no logging. Tells when a connection had to be made inside the clock after all.
/// </summary>
public sealed class ChatConnection : IDisposable
{
    private readonly LmxEndpoint _endpoint;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private readonly ConnectionCount _connections;

    public ChatConnection(LmxEndpoint endpoint)
    {
        _endpoint = endpoint;
        _connections = new ConnectionCount();
        _handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ResponseDrainTimeout = TimeSpan.Zero,
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MeterFactory = _connections,
        };
        _invoker = new HttpMessageInvoker(_handler);
    }

    /// <summary>Connections made so far; 1 after <see cref="Open"/>, more after a request means that one was made inside the clock.</summary>
    public int ConnectionsMade => _connections.Made;

    /// <summary>Connects by a <c>GET /healthz</c> and returns the round trip in milliseconds of a second one on the open connection.</summary>
    /// <exception cref="HttpRequestException">The node cannot be reached.</exception>
    public double Open(TimeProvider time, CancellationToken cancellationToken)
    {
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
        _connections.Dispose();
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
        body.CopyTo(Stream.Null);
    }

    /// <summary>Counts connections by the handler's own meter: what is open now plus what has been closed.</summary>
    private sealed class ConnectionCount : IMeterFactory
    {
        private readonly MeterListener _listener = new();
        private readonly List<Meter> _meters = [];
        private long _open;
        private long _closed;

        public ConnectionCount()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, this)
                    && instrument.Name is "http.client.open_connections" or "http.client.connection.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _open, change));
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _closed));
            _listener.Start();
        }

        public int Made => (int)(Interlocked.Read(ref _open) + Interlocked.Read(ref _closed));

        public Meter Create(MeterOptions options)
        {
            options.Scope = this;
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose()
        {
            _listener.Dispose();
            _meters.ForEach(meter => meter.Dispose());
        }
    }
}

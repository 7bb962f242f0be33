using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace OptaOps.Tests.Support;

/// <summary>
/// A server on a raw socket that reads whole requests, keeps them, and lets a script write the bytes of the answer, right or wrong. A script
/// that closes the stream hangs up.
/// </summary>
internal sealed class HttpPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly Channel<PeerRequest> _requests = Channel.CreateUnbounded<PeerRequest>();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    /// <summary>The script answers each request.</summary>
    public HttpPeer(Func<PeerRequest, NetworkStream, CancellationToken, Task> answer)
        : this(null, answer)
    {
    }

    private HttpPeer(Func<NetworkStream, CancellationToken, Task>? serve, Func<PeerRequest, NetworkStream, CancellationToken, Task>? answer)
    {
        _serve = serve ?? ((stream, cancellationToken) => AnswerAsync(stream, answer!, cancellationToken));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Requests that arrived and were not taken by <see cref="RequestAsync"/>.</summary>
    public int RequestsLeft => _requests.Reader.Count;

    /// <summary>Completes when a client has closed its connection.</summary>
    public TaskCompletionSource ClientClosed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The script owns each connection from its first byte: for what is no HTTP.</summary>
    public static HttpPeer OnConnect(Func<NetworkStream, CancellationToken, Task> serve) => new(serve, null);

    public static Task HangAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    /// <summary>The next request that has arrived, as soon as it has.</summary>
    public ValueTask<PeerRequest> RequestAsync() => _requests.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _listener.Stop();
        await _accepting;
        _gone.Dispose();
    }

    private static async Task<PeerRequest?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var request = PeerRequest.Parse(text[..end]);
                var length = int.Parse(request.Headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
                if (bytes.Count >= end + 4 + length)
                {
                    return request with { Body = Encoding.UTF8.GetString([.. bytes[(end + 4)..]]) };
                }
            }

            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }

    private async Task AnswerAsync(NetworkStream stream, Func<PeerRequest, NetworkStream, CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        while (await ReadAsync(stream, cancellationToken) is { } request)
        {
            _requests.Writer.TryWrite(request);
            await answer(request, stream, cancellationToken);
        }
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_gone.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(client.GetStream(), _gone.Token);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client or the script hung up, or the test is over.
            }

            ClientClosed.TrySetResult();
        }
    }
}

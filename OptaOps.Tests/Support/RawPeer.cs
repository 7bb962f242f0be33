using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OptaOps.Tests.Support;

/// <summary>
/// A node on a raw socket: answers <c>GET</c> with a health body and hands each <c>POST</c> to a script that owns the connection,
/// so that a test can send half a chunk, hang up, or say nothing.
/// </summary>
internal sealed class RawPeer : IAsyncDisposable
{
    public const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _onPost;
    private readonly Task _accepting;

    public RawPeer(Func<NetworkStream, CancellationToken, Task> onPost)
    {
        _onPost = onPost;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>The request head of the newest post.</summary>
    public string PostHead { get; private set; } = "";

    /// <summary>Completes when the client has closed the connection of a post.</summary>
    public TaskCompletionSource ClientClosed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static byte[] Chunk(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n"u8];
    }

    public static byte[] Head(string text) => Encoding.ASCII.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _listener.Stop();
        await _accepting;
        _gone.Dispose();
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
            var stream = client.GetStream();
            var request = new byte[16 * 1024];
            try
            {
                while (await stream.ReadAsync(request, _gone.Token) is > 0 and var read)
                {
                    var text = Encoding.UTF8.GetString(request, 0, read);
                    if (text.StartsWith("GET", StringComparison.Ordinal))
                    {
                        await stream.WriteAsync(Head("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), _gone.Token);
                    }
                    else if (text.StartsWith("POST", StringComparison.Ordinal))
                    {
                        PostHead = text;
                        await _onPost(stream, _gone.Token);
                    }
                }

                ClientClosed.TrySetResult();
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                ClientClosed.TrySetResult();
            }
        }
    }
}

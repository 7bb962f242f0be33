using System.Net;
using System.Net.Sockets;
using System.Text;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Runs the whole measuring path once per process against a canned stream on our own loopback, so that no run pays for compiling it.
/// </summary>
internal sealed class MeasuringRehearsal(RunMeasurer measurer)
{
    private const int Tokens = 24;
    private static readonly byte[] Health = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}");
    private readonly Lock _gate = new();
    private Task? _rehearsal;

    /// <summary>Returns when the path is warm; the work is done once, however often this is called.</summary>
    public Task WarmUpAsync()
    {
        lock (_gate)
        {
            return _rehearsal ??= RehearseAsync();
        }
    }

    private async Task RehearseAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var answering = Task.Run(() => AnswerAsync(listener, over.Token));
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        for (var round = 0; round < 3; round++)
        {
            await measurer.MeasureAsync(
                new LmxEndpoint(address, null, null), new ChatRequest("rehearsal", "rehearsal", Tokens), new RunProgress(Tokens), null, CancellationToken.None);
        }

        await over.CancelAsync();
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(over);
                await AnswerConnectionAsync(client.GetStream(), over);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The rehearsal is over.
        }
    }

    private static async Task AnswerConnectionAsync(NetworkStream stream, CancellationToken over)
    {
        var request = new byte[4096];
        while (await stream.ReadAsync(request, over) is > 0 and var read)
        {
            if (request.AsSpan(0, read).StartsWith("GET"u8))
            {
                await stream.WriteAsync(Health, over);
            }
            else if (request.AsSpan(0, read).IndexOf("rehearsal"u8) >= 0)
            {
                await stream.WriteAsync(CannedStream(), over);
            }
        }
    }

    private static byte[] CannedStream()
    {
        var events = new StringBuilder("data: {\"choices\": [{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"\"}}]}\n\n");
        for (var i = 0; i < Tokens; i++)
        {
            events.Append("data: {\"choices\": [{\"index\": 0, \"delta\": {\"content\": \" word\"}}], \"usage\": null}\n\n");
        }

        events.Append("data: {\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}\n\ndata: [DONE]\n\n");
        return Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{events.Length:x}\r\n{events}\r\n0\r\n\r\n");
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OptaOps.Accuracy;

/// <summary>
/// A server on raw sockets, a thread a connection, that streams as LMX does and notes the machine's monotonic clock immediately before each send.
/// The prompt says what to do: <c>id ttftMs gapMs tokens tokensPerPiece</c>. <c>GET /stamps/id</c> hands the notes out.
/// </summary>
internal sealed class StampingPeer
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Word = " word";
    private readonly ConcurrentDictionary<string, long[]> _stamps = new();

    /// <summary>Prints its port and serves until its input ends.</summary>
    public static int Run()
    {
        var peer = new StampingPeer();
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.Out.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        Console.Out.Flush();
        new Thread(() => peer.Accept(listener)) { IsBackground = true }.Start();
        while (Console.In.ReadLine() is not null)
        {
            // The measuring process closes our input when it ends.
        }

        return 0;
    }

    private void Accept(TcpListener listener)
    {
        while (true)
        {
            var client = listener.AcceptTcpClient();
            client.NoDelay = true;
            new Thread(() => Serve(client)) { IsBackground = true }.Start();
        }
    }

    private void Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (PeerRequest.Read(stream) is { } request)
                {
                    Answer(stream, request);
                }
            }
            catch (IOException)
            {
                // The client has closed the connection.
            }
        }
    }

    private void Answer(NetworkStream stream, PeerRequest request)
    {
        if (request.Path.StartsWith("/stamps/", StringComparison.Ordinal))
        {
            Json(stream, $"[{string.Join(',', _stamps[request.Path["/stamps/".Length..]])}]");
        }
        else if (request.Order is not { } order)
        {
            Json(stream, "{\"status\":\"ok\",\"version\":\"0.1.0\"}");
        }
        else if (request.Streamed)
        {
            Stream(stream, order);
        }
        else
        {
            var text = JsonSerializer.Serialize(string.Concat(Enumerable.Repeat(Word, order.Tokens)).Trim());
            Json(stream, $"{{\"choices\":[{{\"message\":{{\"content\":{text}}},\"finish_reason\":\"length\"}}],\"usage\":{{\"prompt_tokens\":9,\"completion_tokens\":{order.Tokens}}}}}");
        }
    }

    /// <summary>Notes a stamp for every piece of text and for the end, each before it is sent.</summary>
    private void Stream(NetworkStream stream, StreamOrder order)
    {
        var clock = TimeProvider.System;
        var begin = clock.GetTimestamp();
        using var never = new ManualResetEvent(false);
        var pieces = (order.Tokens + order.TokensPerPiece - 1) / order.TokensPerPiece;
        var stamps = new long[pieces + 1];
        _stamps[order.Id] = stamps;
        stream.Write(Encoding.ASCII.GetBytes(Head));
        stream.Write(Chunk(Event(role: true, "")));
        for (var piece = 0; piece < pieces; piece++)
        {
            var tokens = Math.Min(order.TokensPerPiece, order.Tokens - (piece * order.TokensPerPiece));
            var bytes = Chunk(Event(role: false, string.Concat(Enumerable.Repeat(Word, tokens))));
            var due = order.TtftMs + (order.GapMs * ((piece * order.TokensPerPiece) + tokens - 1));
            var left = due - clock.GetElapsedTime(begin).TotalMilliseconds;
            if (left > 0)
            {
                never.WaitOne(TimeSpan.FromMilliseconds(left));
            }

            stamps[piece] = clock.GetTimestamp();
            stream.Write(bytes);
        }

        stamps[^1] = clock.GetTimestamp();
        stream.Write([.. Chunk("data: [DONE]\n\n"), .. "0\r\n\r\n"u8]);
    }

    private static string Event(bool role, string text) =>
        $"data: {{\"id\": \"chatcmpl-a\", \"object\": \"chat.completion.chunk\", \"created\": 1, \"model\": \"peer\", \"choices\": [{{\"index\": 0, \"delta\": {{\"role\": {(role ? "\"assistant\"" : "null")}, "
        + $"\"content\": \"{text}\", \"tool_calls\": null}}, \"finish_reason\": null}}], \"usage\": null}}\n\n";

    private static byte[] Chunk(string text) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length:x}\r\n{text}\r\n"));

    private static void Json(NetworkStream stream, string body) =>
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace OptaOps.Accuracy;

/// <summary>
/// A server on raw sockets, a thread a connection, that streams as LMX does and notes the machine's monotonic clock immediately before each
/// send. The prompt is a <see cref="StreamOrder"/>; <c>GET /stamps/id</c> hands the notes out.
/// </summary>
internal sealed class StampingPeer
{
    private const string StampsPath = "/stamps/";
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly ConcurrentDictionary<string, StreamStamps> _stamps = new();

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
        if (request.Order is { } order)
        {
            if (request.Streamed)
            {
                _stamps[order.Id] = Stream(stream, order, request.ReceivedAt);
            }
            else
            {
                stream.Write(LmxBytes.Unstreamed(order));
            }
        }
        else
        {
            stream.Write(LmxBytes.Json(
                request.Path.StartsWith(StampsPath, StringComparison.Ordinal) && _stamps.TryGetValue(request.Path[StampsPath.Length..], out var stamps)
                    ? JsonSerializer.Serialize(stamps)
                    : "{\"status\":\"ok\"}"));
        }
    }

    private static StreamStamps Stream(NetworkStream stream, StreamOrder order, long receivedAt)
    {
        stream.Write(LmxBytes.Begin);
        var pieces = LmxBytes.Pieces(order);
        var (finish, usage, done) = (LmxBytes.Finish, LmxBytes.Usage(pieces.Length), LmxBytes.Done);
        var sent = new long[pieces.Length];
        using var never = new ManualResetEvent(false);
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            // Absolute deadlines: a piece that is late makes none of the others late. It is due with the last of its tokens.
            var due = order.DueMs(Math.Min((piece + 1) * order.TokensPerPiece, order.Tokens) - 1);
            var left = due - Clock.GetElapsedTime(receivedAt).TotalMilliseconds;
            if (left > 0)
            {
                never.WaitOne((int)Math.Ceiling(left));
            }

            sent[piece] = Clock.GetTimestamp();
            stream.Write(pieces[piece]);
        }

        stream.Write(finish);
        stream.Write(usage);
        var end = Clock.GetTimestamp();
        stream.Write(done);
        return new StreamStamps(receivedAt, sent, end);
    }
}

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OptaOps.Accuracy;

/// <summary>A request as the peer needs it.</summary>
/// <param name="ReceivedAt">When its last byte had been read.</param>
/// <param name="Order">What the prompt asks for; null for a GET.</param>
internal sealed record PeerRequest(long ReceivedAt, string Path, StreamOrder? Order, bool Streamed)
{
    /// <summary>Null when the client has closed the connection.</summary>
    public static PeerRequest? Read(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var read = stream.Read(buffer, length, buffer.Length - length);
            var receivedAt = TimeProvider.System.GetTimestamp();
            if (read == 0)
            {
                return null;
            }

            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length - head - 4 >= ContentLength(Encoding.ASCII.GetString(buffer, 0, head)))
            {
                var line = Encoding.ASCII.GetString(buffer, 0, head).Split(' ');
                return line[0] == "GET" ? new(receivedAt, line[1], null, false) : Parse(receivedAt, line[1], buffer.AsMemory(head + 4, length - head - 4));
            }
        }
    }

    private static PeerRequest Parse(long receivedAt, string path, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var prompt = json.RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
        return new(receivedAt, path, StreamOrder.Parse(prompt), json.RootElement.GetProperty("stream").GetBoolean());
    }

    private static int ContentLength(string head)
    {
        const string Name = "Content-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + Name.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}

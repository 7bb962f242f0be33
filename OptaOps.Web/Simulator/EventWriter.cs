using System.Text;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>Writes server-sent events, by default one flushed packet each, else as the shape wants them grouped or split.</summary>
internal sealed class EventWriter(LmxExchange exchange, StreamShape shape)
{
    private readonly StringBuilder _packet = new();
    private int _inPacket;

    public Task SendAsync(JsonNode chunk) =>
        shape.RawUtf8 ? SendCompactAsync(chunk) : SendDataAsync(PythonJson.Spaced(Rewritten(chunk)));

    public Task SendCompactAsync(JsonNode chunk) => SendDataAsync(PythonJson.Compact(Rewritten(chunk)));

    public async Task SendDataAsync(string data)
    {
        var comment = shape.Comments ? ": keep-alive" + shape.LineEnd : "";
        _packet.Append(comment).Append("data: ").Append(data).Append(shape.LineEnd).Append(shape.LineEnd);
        if (++_inPacket >= shape.EventsPerPacket)
        {
            await FlushAsync();
        }
    }

    /// <summary>Sends what is waiting for its packet to fill, and the headers if they have not gone out.</summary>
    public async Task FlushAsync()
    {
        var bytes = Encoding.UTF8.GetBytes(_packet.ToString());
        _packet.Clear();
        _inPacket = 0;
        if (shape.SplitEvents && bytes.Length > 1)
        {
            var cut = CutPoint(bytes);
            await SendBytesAsync(bytes.AsMemory(0, cut));
            await Task.Delay(HalfToken, exchange.Process.Time, exchange.Gone);
            bytes = bytes[cut..];
        }

        await SendBytesAsync(bytes);
    }

    private TimeSpan HalfToken => exchange.Server.Scaled(SimulatedTiming.SeedReport.PerToken / 2);

    private JsonNode Rewritten(JsonNode chunk) => exchange.Server.Rewrite?.Invoke(exchange.Path, chunk) ?? chunk;

    private async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        await exchange.Http.Response.Body.WriteAsync(bytes, exchange.Gone);
        await exchange.Http.Response.Body.FlushAsync(exchange.Gone);
    }

    /// <summary>Just after the first byte of the first multi-byte character, else the middle.</summary>
    private static int CutPoint(byte[] bytes)
    {
        var lead = Array.FindIndex(bytes, value => value >= 0xC0);
        return lead >= 0 ? lead + 1 : bytes.Length / 2;
    }
}

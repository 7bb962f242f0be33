using System.Text;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>Writes events as packets: normally one each, or as the script bundles and splits them.</summary>
internal sealed class SseWriter(LmxExchange exchange, StreamShape shape)
{
    private readonly List<byte> _packet = [];
    private int _events;

    public Task OpenAsync()
    {
        exchange.Http.Response.ContentType = "text/event-stream; charset=utf-8";
        return exchange.Http.Response.StartAsync(exchange.Gone);
    }

    public Task EventAsync(JsonObject chunk)
    {
        var rewritten = exchange.Server.Rewrite?.Invoke(exchange.Path, chunk) ?? chunk;
        return LineAsync($"data: {(shape.RawUtf8 ? PythonJson.Compact(rewritten) : PythonJson.Spaced(rewritten))}");
    }

    /// <summary>The usage chunk comes from another writer inside LMX: compact and unescaped.</summary>
    public Task UsageAsync(JsonObject chunk) => LineAsync($"data: {PythonJson.Compact(exchange.Server.Rewrite?.Invoke(exchange.Path, chunk) ?? chunk)}");

    public async Task LineAsync(string line)
    {
        var comment = shape.Comments ? $": keep-alive{shape.LineEnd}{shape.LineEnd}" : "";
        var bytes = Encoding.UTF8.GetBytes($"{comment}{line}{shape.LineEnd}{shape.LineEnd}");
        if (shape.SplitEvents)
        {
            await SendSplitAsync(bytes);
            return;
        }

        _packet.AddRange(bytes);
        if (++_events % Math.Max(1, shape.EventsPerPacket) == 0)
        {
            await FlushAsync();
        }
    }

    public async Task FlushAsync()
    {
        if (_packet.Count > 0)
        {
            await SendAsync(_packet.ToArray());
            _packet.Clear();
        }
    }

    private async Task SendSplitAsync(byte[] bytes)
    {
        var inside = Array.FindIndex(bytes, each => each >= 0xC0) + 1;
        var cut = inside > 0 ? inside : bytes.Length / 2;
        await SendAsync(bytes[..cut]);
        await Task.Delay(exchange.Server.Scaled(TimeSpan.FromMilliseconds(12)), exchange.Process.Time, exchange.Gone);
        await SendAsync(bytes[cut..]);
    }

    private async Task SendAsync(byte[] bytes)
    {
        await exchange.Http.Response.Body.WriteAsync(bytes, exchange.Gone);
        await exchange.Http.Response.Body.FlushAsync(exchange.Gone);
    }
}

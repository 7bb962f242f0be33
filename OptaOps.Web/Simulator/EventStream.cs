using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using static OptaOps.Web.Simulator.PythonJson;

namespace OptaOps.Web.Simulator;

/// <summary><c>GET /admin/events</c>: headers at once, events without ids, a heartbeat after silence (contract §3.12).</summary>
internal static class EventStream
{
    public static async Task AnswerAsync(LmxExchange exchange)
    {
        var response = exchange.Http.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        if (exchange.Server.Events.Subscribe() is not { } stream)
        {
            // One too many is told nothing but the headers and the end.
            await response.StartAsync(exchange.Gone);
            return;
        }

        try
        {
            await response.StartAsync(exchange.Gone);
            await response.Body.FlushAsync(exchange.Gone);
            while (true)
            {
                await SendAsync(exchange, await NextAsync(exchange, stream.Reader));
            }
        }
        finally
        {
            exchange.Server.Events.Unsubscribe(stream);
        }
    }

    private static async Task<SimulatedEvent> NextAsync(LmxExchange exchange, ChannelReader<SimulatedEvent> reader)
    {
        using var silence = new CancellationTokenSource(exchange.Server.Scaled(exchange.Server.HeartbeatAfter), exchange.Process.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, exchange.Gone);
        try
        {
            return await reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!exchange.Gone.IsCancellationRequested)
        {
            // A load that blocks the server stops heartbeats too.
            await exchange.Process.Loads.UnblockedAsync(exchange.Gone);
            return reader.TryRead(out var told) ? told : new("heartbeat", new() { ["timestamp"] = Float(exchange.Process.Now) });
        }
    }

    private static async Task SendAsync(LmxExchange exchange, SimulatedEvent told)
    {
        JsonNode data = told.Data.DeepClone();
        data = exchange.Server.Rewrite?.Invoke(exchange.Path, data) ?? data;
        var frame = Encoding.UTF8.GetBytes($"event: {told.Name}\ndata: {Spaced(data)}\n\n");
        await exchange.Http.Response.Body.WriteAsync(frame, exchange.Gone);
        await exchange.Http.Response.Body.FlushAsync(exchange.Gone);
    }
}

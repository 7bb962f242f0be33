using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>
/// A real server on loopback that behaves like an OpenClaw gateway before sign-in: health, readiness, and a socket on which it speaks first.
/// For the built-in gateway and as the tests' peer.
/// </summary>
public sealed class GatewaySimulator : IAsyncDisposable
{
    private static readonly TimeSpan RestartTakes = TimeSpan.FromSeconds(24);
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _ending = new();
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly WebApplication _app;

    private GatewaySimulator(SimulatedGateway gateway, TimeProvider time, int port)
    {
        (Gateway, _time, _begun) = (gateway, time, time.GetTimestamp());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(AnswerAsync);
    }

    public SimulatedGateway Gateway { get; }

    /// <summary>Scheme, host and port.</summary>
    public Uri Address { get; private set; } = null!;

    private bool IsReady => Gateway.Ready && (Gateway.RestartsEvery is not { } every
        || _time.GetElapsedTime(_begun).Ticks % every.Ticks < (every - RestartTakes).Ticks);

    /// <param name="port">0 takes any free one.</param>
    public static async Task<GatewaySimulator> StartAsync(SimulatedGateway gateway, TimeProvider time, int port = 0, CancellationToken cancellationToken = default)
    {
        var simulator = new GatewaySimulator(gateway, time, port);
        await simulator._app.StartAsync(cancellationToken);
        simulator.Address = new Uri(simulator._app.Urls.First());
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _ending.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            await SpeakAsync(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        var path = context.Request.Path.Value;
        if (path is "/health" or "/healthz")
        {
            Gateway.CountHealth();
        }

        if (Gateway.OldVersion || path is not ("/health" or "/healthz" or "/ready" or "/readyz"))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!doctype html><html><head><title>OpenClaw Control</title></head><body></body></html>");
        }
        else if (path is "/health" or "/healthz")
        {
            await JsonAsync(context, new JsonObject { ["ok"] = true, ["status"] = "live" });
        }
        else
        {
            var ready = IsReady;
            context.Response.StatusCode = ready ? 200 : 503;
            var body = new JsonObject { ["ready"] = ready, ["uptimeMs"] = (long)_time.GetElapsedTime(_begun).TotalMilliseconds };
            if (!ready)
            {
                body["failing"] = new JsonArray([.. Gateway.Failing.Select(reason => JsonValue.Create(reason))]);
            }

            await JsonAsync(context, body);
        }
    }

    private async Task SpeakAsync(HttpContext context)
    {
        Gateway.CountSocket();
        using var handshake = new CancellationTokenSource(HandshakeWithin, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(handshake.Token, _ending.Token, context.RequestAborted);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            if (Gateway.Challenges)
            {
                var payload = new JsonObject { ["nonce"] = Guid.NewGuid().ToString("N"), ["ts"] = _time.GetUtcNow().ToUnixTimeMilliseconds() };
                var challenge = new JsonObject { ["type"] = "event", ["event"] = "connect.challenge", ["payload"] = payload };
                await socket.SendAsync(Encoding.UTF8.GetBytes(challenge.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, over.Token);
            }

            if (Gateway.ClosesWith is { } reason)
            {
                await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, reason, over.Token);
                return;
            }

            var buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer.AsMemory(), over.Token)).MessageType != WebSocketMessageType.Close)
            {
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, over.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The client went, or did not sign in within 10 s.
        }
    }

    private static Task JsonAsync(HttpContext context, JsonObject body)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}

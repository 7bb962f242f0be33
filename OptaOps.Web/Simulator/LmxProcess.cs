using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace OptaOps.Web.Simulator;

/// <summary>One life of a simulated server, from its start to its end or crash: the listener, uptime, slots and running loads.</summary>
internal sealed class LmxProcess : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly WebApplication _app;
    private Task _life = Task.CompletedTask;

    public LmxProcess(SimulatedServer server, TimeProvider time, int port, Action crash)
    {
        Server = server;
        Time = time;
        Clock = new ServerClock(time);
        Crash = crash;
        Ending = _ending.Token;
        Adaptive = new AdaptiveLimit(server);
        Slots = new SlotQueue(() => Adaptive.Limit);
        Loads = new ModelLoads(this);
        _app = Build(port);
    }

    public SimulatedServer Server { get; }

    public TimeProvider Time { get; }

    /// <summary>Counts from this life's start.</summary>
    public ServerClock Clock { get; }

    public Action Crash { get; }

    /// <summary>Cancelled when the process ends.</summary>
    public CancellationToken Ending { get; }

    public AdaptiveLimit Adaptive { get; }

    public SlotQueue Slots { get; }

    public ModelLoads Loads { get; }

    public RequestMetrics Metrics { get; } = new();

    public TimeSpan Uptime => Clock.Elapsed;

    /// <summary>Unix seconds.</summary>
    public double Now => Math.Round((Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds, 6);

    /// <summary>Counts a request that has left its slot, or never got one.</summary>
    public void Finish(FinishedRequest request)
    {
        Metrics.Add(request, Uptime);
        Adaptive.Add(request.Took);
        Adaptive.Adapt(Slots.Taken == 0);
    }

    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        Server.Models.Reload(() => Now);
        await _app.StartAsync(cancellationToken);
        _life = Server.Life?.RunAsync(this) ?? Task.CompletedTask;
        return new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var connection in _connections.Values)
        {
            connection.Abort();
        }

        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _life;
        _ending.Dispose();
    }

    private WebApplication Build(int port)
    {
        // The empty builder reads no configuration: the dashboard's own addresses and limits must not reach the simulated servers.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Use(Track));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.Run(new LmxDoor(this).HandleAsync);
        return app;
    }

    private ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _connections[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _connections.TryRemove(connection.ConnectionId, out _);
        }
    };
}

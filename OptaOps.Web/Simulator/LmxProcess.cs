using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace OptaOps.Web.Simulator;

/// <summary>One life of a simulated server, from its start to its end or crash: the listener, uptime, slots and running loads.</summary>
internal sealed class LmxProcess : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private Task _life = Task.CompletedTask;
    private Task? _closed;

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
        Events = new ServerEvents(this);
        Readiness = new ReadinessBook(this);
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

    public ServerEvents Events { get; }

    public ReadinessBook Readiness { get; }

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

    /// <summary>Takes a model out of memory and tells why; null when it was not there.</summary>
    public LoadedModel? Unload(string id, string reason)
    {
        var gone = Server.Models.Unload(id);
        if (gone is not null)
        {
            Readiness.Clear(id);
            Events.Unloaded(gone, reason);
            Adaptive.Adapt(Slots.Taken == 0);
        }

        return gone;
    }

    /// <summary>Keeps how a load ended: well, or with an error.</summary>
    public void Record(SimulatedModel model, string? error)
    {
        var record = error is null ? CompatibilityRecord.Pass(Now, model) : new(Now, model.Id, model.Backend, "fail", error);
        Server.Compatibility.Add(record);
        Events.Recorded(record);
    }

    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        Server.Models.Reload(() => Now);
        await _app.StartAsync(cancellationToken);
        _life = Server.Life?.RunAsync(this) ?? Task.CompletedTask;
        return new Uri(_app.Urls.First());
    }

    /// <summary>Refuses connections from now on and lets what is open come to its own end, which this does not wait for.</summary>
    public async Task CloseAsync()
    {
        // Kestrel asks its connections to close once it listens no more.
        _closed ??= _app.StopAsync(CancellationToken.None);
        await Task.WhenAny(_closed, _closing.Task);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var connection in _connections.Values)
        {
            connection.Abort();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await (_closed ?? _app.StopAsync(patience.Token));
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
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(300);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Use(Track));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        var app = builder.Build();
        app.Run(new LmxDoor(this).HandleAsync);
        return app;
    }

    private ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        _connections[connection.ConnectionId] = connection;
        connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested.Register(() => _closing.TrySetResult());
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

namespace OptaOps.Web.Simulator;

/// <summary>
/// A real HTTP server on loopback that behaves like Opta-LMX, for the built-in nodes and as the tests' peer. Written from the wire
/// contract alone; it shares no type with the client, so that a wrong field cannot agree with itself.
/// </summary>
public sealed class LmxSimulator : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeProvider _time;
    private LmxProcess? _process;

    private LmxSimulator(SimulatedServer server, TimeProvider time)
    {
        Server = server;
        _time = time;
    }

    public SimulatedServer Server { get; }

    /// <summary>Scheme, host and port; the same after a restart.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Generations that may run at once now, which no answer tells; 0 while it is stopped.</summary>
    public int EffectiveSlots => _process?.Adaptive.Limit ?? 0;

    /// <param name="port">0 takes any free one.</param>
    public static async Task<LmxSimulator> StartAsync(
        SimulatedServer server, TimeProvider time, int port = 0, CancellationToken cancellationToken = default)
    {
        var simulator = new LmxSimulator(server, time);
        await simulator.BeginAsync(port, cancellationToken);
        return simulator;
    }

    /// <summary>From then on connections are refused. Open ones break, unless the stop is graceful.</summary>
    /// <param name="graceful">
    /// As after SIGTERM: answers and streams that are open go on for as long as they like, and keep the process alive. A later stop ends them.
    /// </param>
    public async Task StopAsync(bool graceful = false)
    {
        await _turn.WaitAsync();
        try
        {
            await (graceful && _process is { } process ? process.CloseAsync() : EndAsync());
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Dies and comes back on the same port: small uptime, the same models loaded again, fresh counters.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await EndAsync();
            await BeginAsync(Address.Port, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _turn.Dispose();
    }

    private async Task BeginAsync(int port, CancellationToken cancellationToken)
    {
        var process = new LmxProcess(Server, _time, port, crash: () => _ = StopAsync());
        Address = await process.StartAsync(cancellationToken);
        _process = process;
    }

    private async Task EndAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }
}

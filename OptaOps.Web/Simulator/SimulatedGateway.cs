namespace OptaOps.Web.Simulator;

/// <summary>The script of a simulated bot gateway: what it is and how it misbehaves. Safe to change from any thread while it serves.</summary>
public sealed class SimulatedGateway(string name)
{
    private int _healthAsked;
    private int _socketsOpened;

    public string Name { get; } = name;

    /// <summary>Before 2026.3.1: no <c>/healthz</c> and <c>/readyz</c>; every path gives the page of the control UI with 200.</summary>
    public bool OldVersion { get; set; }

    public bool Ready { get; set; } = true;

    /// <summary>What it waits for; it tells local callers while it is not ready.</summary>
    public IReadOnlyList<string> Failing { get; set; } = ["startup-sidecars"];

    /// <summary>False: an accepted socket says nothing.</summary>
    public bool Challenges { get; set; } = true;

    /// <summary>Closes each socket with 1008 and this reason, after the challenge if there is one; null leaves it open.</summary>
    public string? ClosesWith { get; set; }

    /// <summary>A restart that repeats: so often it is not ready for a short time; null for never.</summary>
    public TimeSpan? RestartsEvery { get; init; }

    /// <summary>Requests for <c>/healthz</c> that arrived.</summary>
    public int HealthAsked => Volatile.Read(ref _healthAsked);

    /// <summary>Sockets that were opened, each of which a real gateway logs as a warning.</summary>
    public int SocketsOpened => Volatile.Read(ref _socketsOpened);

    internal void CountHealth() => Interlocked.Increment(ref _healthAsked);

    internal void CountSocket() => Interlocked.Increment(ref _socketsOpened);
}

namespace OptaOps.Web.Simulator;

/// <summary>
/// The limit that really holds for generations at once (contract §5.5). It falls with memory, and by one while long answers are the rule; it
/// changes only while nothing generates, and no answer of the server tells it.
/// </summary>
internal sealed class AdaptiveLimit(SimulatedServer server)
{
    public const double TargetSeconds = 2.5;
    public const int Window = 128;

    private const double Tolerance = 1.25;
    private const int LeastSamples = 8;

    private readonly Lock _gate = new();
    private readonly Queue<double> _latencies = new();
    private double _pressure;
    private bool _slow;

    public string Reason { get; private set; } = "memory";

    public int Limit =>
        server.AdaptiveConcurrency ? Math.Clamp(ByMemory() - (_slow ? 1 : 0), Math.Min(1, server.Slots), server.Slots) : server.Slots;

    /// <summary>Seconds of a server at its own speed; null before the first request.</summary>
    public double? LatencyP95
    {
        get
        {
            lock (_gate)
            {
                return _latencies.Count > 0 ? _latencies.Order().ElementAt((int)((_latencies.Count - 1) * 0.95)) : null;
            }
        }
    }

    public void Add(TimeSpan latency)
    {
        lock (_gate)
        {
            _latencies.Enqueue(latency.TotalSeconds * server.Speed);
            if (_latencies.Count > Window)
            {
                _latencies.Dequeue();
            }
        }
    }

    /// <summary>To be called when a request has ended and when the loaded set has changed.</summary>
    public void Adapt(bool idle)
    {
        if (!idle)
        {
            return;
        }

        lock (_gate)
        {
            _pressure = server.UsedPercent / server.ThresholdPercent;
            _slow = _latencies.Count >= LeastSamples && LatencyP95 > TargetSeconds * Tolerance;
            Reason = _slow ? "latency_high" : "memory";
        }
    }

    private int ByMemory() => _pressure switch
    {
        < 0.7 => server.Slots,
        < 0.85 => server.Slots * 3 / 4,
        < 0.95 => server.Slots / 2,
        _ => 1,
    };
}

using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>
/// The script of a simulated LMX server: what it is, what it holds and how it misbehaves. Safe to change from any thread while it serves.
/// Percentages are 0 to 100, memory is in GiB.
/// </summary>
public sealed class SimulatedServer(string name)
{
    private readonly Queue<StreamShape> _nextStreams = new();
    private readonly Queue<StreamShape> _nextReplies = new();
    private readonly Lock _gate = new();

    public string Name { get; } = name;

    /// <summary>As LMX reports it: the same in every revision.</summary>
    public string Version { get; set; } = "0.1.0";

    public string Hostname { get; set; } = name.Split(' ')[0].ToLowerInvariant();

    public string Chip { get; set; } = "Apple M3 Ultra";

    /// <summary>
    /// A server of February 2026: no discovery, device, compatibility and performance pages, no readiness, no usage in streams, no download policy.
    /// </summary>
    public bool OldVersion { get; set; }

    public double TotalMemoryGb { get; set; } = 512;

    /// <summary>Memory that is used by everything but models.</summary>
    public double BaseUsedGb { get; set; } = 15.5;

    public int ThresholdPercent { get; set; } = 90;

    /// <summary>From here on almost every path answers 503 (contract §1.5).</summary>
    public double LoadSheddingPercent { get; set; } = 95;

    /// <summary>Null leaves every admin route open.</summary>
    public string? AdminKey { get; set; }

    /// <summary>Null leaves <c>/v1</c> open.</summary>
    public string? InferenceKey { get; set; }

    /// <summary>A missing model answers 202 instead of 403; LMX's own default is false.</summary>
    public bool DownloadsEnabled { get; set; }

    /// <summary>MLX models answer 422 on another processor.</summary>
    public bool Arm64 { get; set; } = true;

    public bool AutoEvict { get; set; } = true;

    /// <summary>Nothing answers while a model loads, not even <c>/healthz</c> (contract §2.3).</summary>
    public bool LoadBlocksServer { get; set; } = true;

    /// <summary>Requests that may generate at once.</summary>
    public int Slots { get; set; } = 4;

    /// <summary>The limit that really holds adapts itself to memory and latency, out of sight of every client.</summary>
    public bool AdaptiveConcurrency { get; set; } = true;

    /// <summary>How long a request waits for a slot.</summary>
    public TimeSpan SlotWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times faster than a real server every wait passes.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>The shape of answers that neither <see cref="NextStream"/> nor <see cref="NextReply"/> says anything about.</summary>
    public StreamShape Stream { get; set; } = StreamShape.Faithful;

    /// <summary>Changes any JSON answer and any stream chunk before it is sent: (path, body) to body.</summary>
    public Func<string, JsonNode, JsonNode>? Rewrite { get; set; }

    /// <summary>What happens on the server without us; null for nothing.</summary>
    public SimulatedLife? Life { get; init; }

    /// <summary>An event stream that was silent for so long gets a heartbeat.</summary>
    public TimeSpan HeartbeatAfter { get; set; } = TimeSpan.FromSeconds(30);

    public SimulatedEvents Events { get; } = new();

    public FaultScript Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    /// <summary>How loads ended, also before a restart.</summary>
    public CompatibilityHistory Compatibility => Models.Compatibility;

    public SimulatedModels Models { get; } = new();

    public double UsedGb => BaseUsedGb + Models.TakenGb;

    public double UsedPercent => TotalMemoryGb > 0 ? UsedGb / TotalMemoryGb * 100 : 0;

    /// <summary>Gives the next streamed answer a shape of its own.</summary>
    public void NextStream(StreamShape shape)
    {
        lock (_gate)
        {
            _nextStreams.Enqueue(shape);
        }
    }

    /// <summary>Gives the next unstreamed answer a shape of its own; what is about chunks changes nothing there.</summary>
    public void NextReply(StreamShape shape)
    {
        lock (_gate)
        {
            _nextReplies.Enqueue(shape);
        }
    }

    internal StreamShape TakeShape(bool streamed)
    {
        lock (_gate)
        {
            return (streamed ? _nextStreams : _nextReplies).TryDequeue(out var shape) ? shape : Stream;
        }
    }

    internal TimeSpan Scaled(TimeSpan real) => real / Speed;
}

namespace OptaOps.Core.Fleet;

/// <summary>A node as the API and the pages show it (design §6). A value that was not received is null, never 0.</summary>
public sealed record NodeView
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Scheme, host and port, without a trailing slash; never a key.</summary>
    public required string Address { get; init; }

    public required NodeKind? Kind { get; init; }

    public required NodeAbilities Can { get; init; }

    /// <summary>True for the built-in simulator's nodes; their figures stay out of verdicts.</summary>
    public required bool Simulated { get; init; }

    /// <summary>True when the node comes from appsettings or the environment and so cannot be edited in the UI.</summary>
    public required bool DefinedInConfiguration { get; init; }

    /// <summary>Whether an admin key is set here; the key itself is never shown.</summary>
    public required bool AdminKeySet { get; init; }

    public required NodeState State { get; init; }

    /// <summary>One sentence: why the state is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>One sentence: what a person can do about it; null when nothing is to be done.</summary>
    public required string? NextStep { get; init; }

    /// <summary>When the state has begun.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the newest answer arrived; null before the first.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    /// <summary>Milliseconds since <see cref="AsOf"/>; null before the first answer.</summary>
    public required long? AgeMs { get; init; }

    /// <summary>True after two missed intervals, except while values are held for a measurement.</summary>
    public required bool Stale { get; init; }

    /// <summary>How old each group of values is; one that was kept from before is older than the newest answer.</summary>
    public required NodeAges Ages { get; init; }

    /// <summary>For each group of values that the node does not give: the key or the LMX that it would need.</summary>
    public required NodeNeeds Needs { get; init; }

    /// <summary>Set while a run is measured on the node: polls are held back and values keep their age.</summary>
    public required Measuring? Measuring { get; init; }

    public required string? LmxVersion { get; init; }

    public required double? UptimeSeconds { get; init; }

    /// <summary>Begin of the node's present process, if its uptime was seen to go backwards; null when no restart was seen since OptaOps started.</summary>
    public required DateTimeOffset? RestartedAt { get; init; }

    /// <summary>Requests generating now; queued ones are not included (contract §3.1).</summary>
    public required int? InFlightRequests { get; init; }

    /// <summary>Slots from the node's configuration (contract §3.1).</summary>
    public required int? MaxConcurrentRequests { get; init; }

    /// <summary>How long the newest status call took, in milliseconds.</summary>
    public required double? AnswerMs { get; init; }

    public required NodeMemory? Memory { get; init; }

    /// <summary>The machine, as far as the node says; null when it does not.</summary>
    public required NodeHardware? Hardware { get; init; }

    public required DateTimeOffset? ModelsAsOf { get; init; }

    /// <summary>The loaded models; null when the list was never received, empty when nothing is loaded.</summary>
    public required IReadOnlyList<NodeModel>? Models { get; init; }

    /// <summary>True when <see cref="Models"/> are the loaded ones, false when the server lists what it would load when asked; null when that is not known.</summary>
    public required bool? ListsLoadedOnly { get; init; }
}

/// <summary>What can be asked of a node.</summary>
/// <param name="Status">Memory, loaded models and in-flight requests are readable.</param>
/// <param name="Load">Models can be loaded and unloaded.</param>
/// <param name="Benchmark">Chat completions can be measured.</param>
public sealed record NodeAbilities(bool Status, bool Load, bool Benchmark);

/// <summary>The run that is measured on a node now.</summary>
/// <param name="N">The run's number within its benchmark; null while the prefix cache is checked.</param>
public sealed record Measuring(int BenchmarkId, int? N, DateTimeOffset Since);

/// <summary>System memory of a node in GiB (contract §3.1); each figure null when it was not received.</summary>
public sealed record NodeMemory(
    DateTimeOffset AsOf, double? TotalGb, double? UsedGb, double? AvailableGb, double? UsagePercent, double? ThresholdPercent);

/// <summary>The node's machine (contract §2.5).</summary>
/// <param name="Chip">Cleaned text of the node.</param>
/// <param name="MemoryGb">Built-in memory, GiB.</param>
public sealed record NodeHardware(DateTimeOffset AsOf, string? Chip, double? MemoryGb);

/// <summary>A loaded model (contract §3.4).</summary>
/// <param name="Id">Exact and case-sensitive; may be an absolute path. Untrusted text.</param>
/// <param name="MemoryGb">GiB; null when not received or 0, which LMX sends for "unknown".</param>
/// <param name="ContextLength">Tokens; null often.</param>
/// <param name="Readiness"><c>canary_pending</c>, <c>routable</c>, <c>quarantined</c> or whatever the node said.</param>
public sealed record NodeModel(
    string Id,
    double? MemoryGb,
    int? ContextLength,
    bool? Batching,
    string? Readiness,
    string? ReadinessReason,
    DateTimeOffset? LoadedAt,
    DateTimeOffset? LastUsedAt,
    int? RequestCount);

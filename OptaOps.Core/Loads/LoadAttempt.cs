namespace OptaOps.Core.Loads;

/// <summary>One load, unload or reload that OptaOps asked of a node, and what came of it (design §6). Null means unknown.</summary>
public sealed record LoadAttempt
{
    public required int Id { get; init; }

    public required int NodeId { get; init; }

    /// <summary>As it was asked for; exact and case-sensitive.</summary>
    public required string ModelId { get; init; }

    public required LoadKind Kind { get; init; }

    public required LoadState State { get; init; }

    /// <summary>Stable camelCase word for scripts, such as <c>loaded</c>, <c>downloadRequired</c> or <c>canaryFailed</c>; null until something is known.</summary>
    public required string? Outcome { get; init; }

    /// <summary>What happens or happened, for a person. Text of the node in it is cleaned and shortened.</summary>
    public required string Sentence { get; init; }

    /// <summary>What to do about it; null when there is nothing to do.</summary>
    public required string? Cure { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Null while it is not settled.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>GiB used on the node, by everything, just before.</summary>
    public required double? MemoryBeforeGb { get; init; }

    /// <summary>GiB used on the node, by everything, when it was settled.</summary>
    public required double? MemoryAfterGb { get; init; }

    /// <summary>From our POST of the load to its 200, milliseconds; null unless that was seen.</summary>
    public required double? LoadMs { get; init; }

    /// <summary>Median of earlier loads of the model on the node, milliseconds; null when none is on record.</summary>
    public required double? UsualMs { get; init; }

    /// <summary>As we asked for it; 0 keeps the model for ever, null leaves it to the node.</summary>
    public required int? KeepAliveSeconds { get; init; }

    /// <summary>The node's time of the load that came of it.</summary>
    public required DateTimeOffset? LoadedAt { get; init; }

    /// <summary>The benchmark whose cold start it is; null when a person or a script asked.</summary>
    public required int? BenchmarkId { get; init; }

    public required DateTimeOffset? DismissedAt { get; init; }
}

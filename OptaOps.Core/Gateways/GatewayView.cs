namespace OptaOps.Core.Gateways;

/// <summary>A gateway as the API and the pages show it. What is not known is null.</summary>
public sealed record GatewayView
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Scheme, host and port, without a trailing slash.</summary>
    public required string Address { get; init; }

    /// <summary>True for the built-in one.</summary>
    public required bool Simulated { get; init; }

    /// <summary>True when it comes from appsettings or the environment and so cannot be edited in the UI.</summary>
    public required bool DefinedInConfiguration { get; init; }

    public required GatewayState State { get; init; }

    /// <summary>Alive and, where it tells, ready; null before the first check.</summary>
    public required bool? Up { get; init; }

    /// <summary>One or two sentences: why the state is what it is. Quotes of the other side are cleaned and shortened.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it; null when nothing is to be done.</summary>
    public required string? NextStep { get; init; }

    /// <summary>Set while one missed check is not believed yet: the next one decides.</summary>
    public required string? Pending { get; init; }

    /// <summary>When the state has begun, as far as checks tell.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>End of the newest check; null before the first.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    /// <summary>Milliseconds since <see cref="AsOf"/>; null before the first check.</summary>
    public required long? AgeMs { get; init; }

    /// <summary>True after two missed intervals.</summary>
    public required bool Stale { get; init; }

    /// <summary>What a gateway that is not ready waits for; empty when it does not tell. Untrusted text, cleaned.</summary>
    public required IReadOnlyList<string> Failing { get; init; }

    /// <summary>L0 to L3: port, healthz, readyz, challenge.</summary>
    public required IReadOnlyList<GatewayRungView> Ladder { get; init; }

    /// <summary>Things that may go wrong though nothing is wrong now, such as ports that lie too close.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>A rung with its age.</summary>
/// <param name="Rung"><c>port</c>, <c>healthz</c>, <c>readyz</c> or <c>challenge</c>.</param>
/// <param name="At">Null when it was not asked.</param>
/// <param name="AgeMs">Milliseconds since <paramref name="At"/>; null when it was not asked.</param>
/// <param name="TookMs">Milliseconds; null when no answer came.</param>
public sealed record GatewayRungView(string Rung, RungOutcome Outcome, string Said, DateTimeOffset? At, long? AgeMs, double? TookMs);

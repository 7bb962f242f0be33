namespace OptaOps.Core.Gateways;

/// <summary>Everything known of one gateway at one moment, with instants instead of ages.</summary>
/// <param name="Since">When the state has begun.</param>
public sealed record GatewaySnapshot(Gateway Gateway, TimeSpan CheckEvery, DateTimeOffset Since)
{
    public GatewayState State { get; init; } = GatewayState.Checking;

    public string Reason { get; init; } = "The first check is under way.";

    public string? NextStep { get; init; }

    /// <summary>End of the newest check; null before the first.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>A sentence while one missed check is not believed yet; null otherwise.</summary>
    public string? Pending { get; init; }

    public GatewayLadder Ladder { get; init; } = GatewayLadder.Unclimbed;

    internal DateTimeOffset? PendingSince { get; init; }

    /// <summary>What the newest check met; null before the first.</summary>
    internal GatewayFindings? Findings { get; init; }

    /// <summary>The view at a given moment; warnings come from the board, which knows the neighbours.</summary>
    internal GatewayView At(DateTimeOffset now, IReadOnlyList<string> warnings) => new()
    {
        Id = Gateway.Id,
        Name = Gateway.Name,
        Address = Gateway.Authority,
        Simulated = Gateway.Source == GatewaySource.Simulator,
        DefinedInConfiguration = Gateway.Source == GatewaySource.Configuration,
        State = State,
        Up = State == GatewayState.Checking ? null : State.IsUp,
        Reason = Reason,
        NextStep = NextStep,
        Pending = Pending,
        Since = Since,
        AsOf = AsOf,
        AgeMs = Age(AsOf, now),
        Stale = AsOf is { } asOf && now - asOf > (2 * CheckEvery) + TimeSpan.FromSeconds(1),
        Failing = Findings?.Ready?.Failing ?? [],
        Ladder =
        [
            View("port", Ladder.Port, now), View("healthz", Ladder.Health, now), View("readyz", Ladder.Ready, now), View("challenge", Ladder.Challenge, now),
        ],
        Warnings = warnings,
    };

    private static GatewayRungView View(string name, GatewayRung rung, DateTimeOffset now) => new(name, rung.Outcome, rung.Said, rung.At, Age(rung.At, now), rung.TookMs);

    private static long? Age(DateTimeOffset? at, DateTimeOffset now) => at is { } known ? Math.Max(0, (long)(now - known).TotalMilliseconds) : null;
}

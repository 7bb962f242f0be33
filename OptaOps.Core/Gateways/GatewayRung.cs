namespace OptaOps.Core.Gateways;

/// <summary>How a rung of the ladder held.</summary>
public enum RungOutcome
{
    /// <summary>A lower rung failed, or this one was not due yet: nothing is known.</summary>
    NotAsked,

    Passed,

    /// <summary>It answered as a gateway does, and says that it is not ready.</summary>
    NotReady,

    Missed,
}

/// <summary>One rung: what was asked last, and when.</summary>
/// <param name="Said">A few words; what the other side said in them is cleaned and shortened.</param>
/// <param name="At">When the answer was there or missing; null when it was not asked.</param>
/// <param name="TookMs">From asking to the answer, milliseconds; null when none came.</param>
public sealed record GatewayRung(RungOutcome Outcome, string Said, DateTimeOffset? At, double? TookMs)
{
    public static GatewayRung NotAsked { get; } = new(RungOutcome.NotAsked, "not asked", null, null);
}

/// <summary>The four rungs, each proving more than the one before. None needs a secret.</summary>
/// <param name="Port">L0: a TCP connection.</param>
/// <param name="Health">L1: <c>GET /healthz</c>.</param>
/// <param name="Ready">L2: <c>GET /readyz</c>.</param>
/// <param name="Challenge">L3: the socket's <c>connect.challenge</c>; asked rarely, since a gateway logs each as a warning.</param>
public sealed record GatewayLadder(GatewayRung Port, GatewayRung Health, GatewayRung Ready, GatewayRung Challenge)
{
    public static GatewayLadder Unclimbed { get; } = new(GatewayRung.NotAsked, GatewayRung.NotAsked, GatewayRung.NotAsked, GatewayRung.NotAsked);
}

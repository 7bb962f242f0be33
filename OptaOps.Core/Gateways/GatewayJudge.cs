namespace OptaOps.Core.Gateways;

/// <summary>
/// From what a check met to a state. One miss after being alive keeps the word with a note and the second changes it, so that one lost packet
/// or a restart within an interval is no outage; good news, and one kind of trouble after another, are believed at once.
/// </summary>
internal static class GatewayJudge
{
    public static GatewaySnapshot Next(GatewaySnapshot last, GatewayFindings found, GatewayLadder ladder, DateTimeOffset now)
    {
        var (state, reason, nextStep) = GatewaySentences.Of(last.Gateway, found);
        var seen = last with { Findings = found, Ladder = ladder, AsOf = now };
        if (last.State.IsAlive && !state.IsAlive && last.Pending is null)
        {
            return seen with { Pending = $"One check missed: {reason} The next one decides.", PendingSince = now };
        }

        return seen with
        {
            State = state,
            Reason = reason,
            NextStep = nextStep,
            Since = state == last.State ? last.Since : state.IsAlive ? now : last.PendingSince ?? now,
            Pending = null,
            PendingSince = null,
        };
    }
}

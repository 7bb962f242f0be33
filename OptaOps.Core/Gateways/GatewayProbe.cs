namespace OptaOps.Core.Gateways;

/// <summary>
/// One check of one gateway: climbs the ladder as far as it holds and judges what it met. Never throws for a sick gateway; throws only when
/// cancelled. The socket is asked rarely, since a gateway logs each socket that closes before it signs in.
/// </summary>
internal sealed class GatewayProbe(GatewayDoor door, GatewayHttp http, GatewaySocket socket, TimeProvider time)
{
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Unsettled = TimeSpan.FromMinutes(1);

    public async Task<GatewaySnapshot> RunAsync(GatewaySnapshot last, CancellationToken cancellationToken)
    {
        var address = last.Gateway.Address;
        var port = await door.KnockAsync(address, cancellationToken);
        var ladder = GatewayLadder.Unclimbed with { Port = Rung(port.Outcome == PortOutcome.Open, port.Said, port.TookMs) };
        if (port.Outcome != PortOutcome.Open)
        {
            return GatewayJudge.Next(last, new GatewayFindings(port), ladder, time.GetUtcNow());
        }

        var health = GatewayAnswers.Health(await http.GetAsync(address, "/healthz", cancellationToken));
        ladder = ladder with { Health = Rung(health.IsLive, health.Said, health.TookMs) };
        var found = new GatewayFindings(port, health);
        if (health.IsLive)
        {
            var ready = GatewayAnswers.Ready(await http.GetAsync(address, "/readyz", cancellationToken));
            found = found with { Ready = ready };
            ladder = ladder with { Ready = Rung(ready.Ready == true, ready.Said, ready.TookMs) };
            ladder = ready.Ready == false ? ladder with { Ready = ladder.Ready with { Outcome = RungOutcome.NotReady } } : ladder;
        }

        if (!IsSocketDue(last, found))
        {
            found = found with { SpeaksTls = last.Findings!.SpeaksTls, Challenge = last.Findings.Challenge };
            return GatewayJudge.Next(last, found, ladder with { Challenge = last.Ladder.Challenge }, time.GetUtcNow());
        }

        if (MayBeTls(address, health) && await door.SpeaksTlsAsync(address, cancellationToken))
        {
            ladder = ladder with { Challenge = Rung(false, "speaks TLS", null) };
            return GatewayJudge.Next(last, found with { SpeaksTls = true }, ladder, time.GetUtcNow());
        }

        var challenge = await socket.AskAsync(address, cancellationToken);
        ladder = ladder with { Challenge = Rung(challenge.IsProven, challenge.Said, challenge.TookMs) };
        return GatewayJudge.Next(last, found with { Challenge = challenge }, ladder, time.GetUtcNow());
    }

    /// <summary>At once when a lower rung answers otherwise than before or a miss waits to be believed; else every 15 minutes, or every minute while nothing is proven.</summary>
    private bool IsSocketDue(GatewaySnapshot last, GatewayFindings found)
    {
        if (last.Ladder.Challenge.At is not { } askedAt || last.Findings is not { Health: { } health } before || last.Pending is not null)
        {
            return true;
        }

        var isSteady = before.Challenge is { IsProven: true } && found.Health!.Outcome == HttpOutcome.Answered;
        return (health.Outcome, health.IsLive, health.Status, before.Ready?.Ready) != (found.Health!.Outcome, found.Health.IsLive, found.Health.Status, found.Ready?.Ready)
            || time.GetUtcNow() - askedAt >= (isSteady ? Steady : Unsettled);
    }

    /// <summary>A TLS server answers a plain request with an alert, a hang-up, silence, or a 400.</summary>
    private static bool MayBeTls(Uri address, HealthAnswer health) => address.Scheme == "http"
        && (health.Outcome is HttpOutcome.Silent or HttpOutcome.Unfinished or HttpOutcome.HungUp or HttpOutcome.NotHttp || health.Status == 400);

    private GatewayRung Rung(bool passed, string said, double? tookMs) => new(passed ? RungOutcome.Passed : RungOutcome.Missed, said, time.GetUtcNow(), tookMs);
}

using OptaOps.Core.Events;

namespace OptaOps.Core.Gateways;

/// <summary>What is told of a gateway's change of state.</summary>
internal static class GatewayEvents
{
    /// <param name="before">The state seen before, perhaps before a restart; null when it was never seen.</param>
    /// <returns>Null when there is nothing to tell: no change, or a gateway that is up when it is first seen.</returns>
    public static NewEvent? Of(GatewaySnapshot next, GatewayState? before)
    {
        if (next.State == before || next.State == GatewayState.Checking || (before is null && next.State.IsUp))
        {
            return null;
        }

        var severity = next.State.IsUp ? EventSeverity.Info : next.State.IsAlive ? EventSeverity.Warning : EventSeverity.Problem;
        var sentence = $"Gateway {next.Gateway.Name}: {Word(next.State)}. {next.Reason}";
        return new NewEvent(EventTopic.Gateway, "stateChanged", sentence, severity) { GatewayId = next.Gateway.Id };
    }

    private static string Word(GatewayState state) => state switch
    {
        GatewayState.LiveOlder => "live, an older version",
        GatewayState.NotReady => "live, not ready",
        GatewayState.PairingRequired => "pairing required",
        GatewayState.NoSocket => "no socket",
        GatewayState.TimedOut => "timed out",
        GatewayState.NameNotFound => "name not found",
        GatewayState.Silent => "open but silent",
        GatewayState.TooSlow => "too slow",
        GatewayState.AnotherService => "another service owns its port",
        GatewayState.TlsMismatch => "TLS does not match",
        _ => state.ToString().ToLowerInvariant(),
    };
}

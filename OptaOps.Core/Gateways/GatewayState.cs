namespace OptaOps.Core.Gateways;

/// <summary>
/// The states of a gateway, each proven by a rung of the ladder and without a secret. Never conflated; each comes with a reason and, where
/// something can be done, a next step.
/// </summary>
public enum GatewayState
{
    /// <summary>The first check is under way.</summary>
    Checking,

    /// <summary>Identity proven and, where it tells, ready. Whether a client may sign in is not known.</summary>
    Live,

    /// <summary>Its socket proves what it is, but it has no <c>/healthz</c>: a version before 2026.3.1.</summary>
    LiveOlder,

    /// <summary><c>/healthz</c> is live, <c>/readyz</c> says <c>ready:false</c>.</summary>
    NotReady,

    /// <summary>It closes sockets with 1008 and says that the client is not authorized.</summary>
    Unauthorized,

    /// <summary>It closes sockets with 1008 and asks for a pairing.</summary>
    PairingRequired,

    /// <summary><c>/healthz</c> is live, but no socket gets its challenge: bots cannot connect.</summary>
    NoSocket,

    /// <summary>Nothing listens on the port, as far as this machine can tell.</summary>
    Refused,

    /// <summary>No connection within the patience for one.</summary>
    TimedOut,

    /// <summary>The name has no address here.</summary>
    NameNotFound,

    /// <summary>No way to the machine, or an address that OptaOps never calls.</summary>
    Unreachable,

    /// <summary>Accepts connections, and not a byte comes.</summary>
    Silent,

    /// <summary>Sends, but no whole answer comes in time.</summary>
    TooSlow,

    /// <summary>Something that is no gateway owns the port.</summary>
    AnotherService,

    /// <summary>TLS on a plain address, or the other way round, or a certificate that is not trusted here.</summary>
    TlsMismatch,
}

/// <summary>What a state means for bots.</summary>
public static class GatewayStateMeaning
{
    extension(GatewayState state)
    {
        /// <summary>Alive and, where it tells, ready: counts as up. What a client may do is not part of it.</summary>
        public bool IsUp => state is GatewayState.Live or GatewayState.LiveOlder or GatewayState.Unauthorized or GatewayState.PairingRequired;

        /// <summary>A gateway answers, ready or not; from there one missed check is not believed at once.</summary>
        public bool IsAlive => state.IsUp || state == GatewayState.NotReady;
    }
}

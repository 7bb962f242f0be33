namespace OptaOps.Core.Gateways;

/// <summary>State, reason and next step of what a check met. A healthy word stands only for what is proven without a secret.</summary>
internal static class GatewaySentences
{
    private const string Untested = "Identity proven; sign-in is not tested.";

    public static (GatewayState State, string Reason, string? NextStep) Of(Gateway gateway, GatewayFindings found) => found switch
    {
        { Port.Outcome: not PortOutcome.Open } => Closed(gateway.Address, found.Port),
        { Health.IsLive: true, Ready.Ready: false } => NotReady(found.Ready),
        { Challenge.Refusal: { } refusal } => Refused(refusal, found.Challenge.IsProven || found.Health!.IsLive),
        { Health.IsLive: true, Challenge.IsProven: true } => (GatewayState.Live, Ready(found), null),
        { Health.IsLive: true } => (
            GatewayState.NoSocket,
            $"/healthz is live, but a new socket gave no challenge ({found.Challenge?.Said ?? "not asked"}): bots cannot connect.",
            "Look whether a proxy in front drops WebSocket upgrades; else restart the gateway."),
        { Challenge.IsProven: true } => Proven(found.Health!),
        { SpeaksTls: true } => (
            GatewayState.TlsMismatch, $"Port {gateway.Address.Port} speaks TLS, the address is plain http.", "Change the address to https://."),
        _ => Strange(gateway.Address, found.Health!),
    };

    private static string Ready(GatewayFindings found) => found.Ready?.Ready == true ? $"Ready. {Untested}" : $"{Untested} Whether it is ready is not known ({found.Ready?.Said}).";

    private static (GatewayState, string, string?) NotReady(ReadyAnswer ready) => (
        GatewayState.NotReady,
        ready.Failing.Count > 0 ? $"Alive, but not ready; failing: {string.Join(", ", ready.Failing)}." : "Alive, but not ready. It tells the reasons only to callers on its own machine.",
        "It may be starting or draining. If this stays, run openclaw gateway status on its machine.");

    /// <summary>The socket proves it though <c>/healthz</c> does not.</summary>
    private static (GatewayState, string, string?) Proven(HealthAnswer health) => health is { Outcome: HttpOutcome.Answered, Status: < 500 }
        ? (GatewayState.LiveOlder, $"Its socket proves an OpenClaw gateway; it is older than 2026.3.1, without /healthz ({health.Said}). {Untested}", "Update it to see whether it is ready.")
        : (GatewayState.Live, $"Its socket proves an OpenClaw gateway, but {health.Said}. {Untested}", "If this stays, restart the gateway: its HTTP side does not answer.");

    private static (GatewayState, string, string?) Refused(string refusal, bool proven)
    {
        var said = refusal.Length == 0 ? "without a reason" : $"with “{refusal}”";
        var who = proven ? "The gateway is alive and" : "What listens there";
        return refusal.Contains("pair", StringComparison.OrdinalIgnoreCase) || refusal.Contains("device", StringComparison.OrdinalIgnoreCase)
            ? (GatewayState.PairingRequired, $"{who} closed the socket (1008) {said}.", "Approve the client on the gateway's machine if bots cannot connect; OptaOps itself needs no pairing.")
            : (GatewayState.Unauthorized, $"{who} closed the socket (1008) {said}.", "Look at gateway.auth on its machine if bots cannot connect; OptaOps itself needs no secret.");
    }

    private static (GatewayState, string, string?) Closed(Uri address, PortAnswer port) => port.Outcome switch
    {
        PortOutcome.Refused when address.IsLoopback => (
            GatewayState.Refused,
            $"Nothing listens on port {address.Port} of this machine.",
            "Start the gateway. If OptaOps runs in a container, this address is the container itself: use the machine's."),
        PortOutcome.Refused => (
            GatewayState.Refused,
            $"Nothing listens on {address.Authority} for this machine.",
            "A healthy gateway that is bound to loopback, its default, refuses every other machine too: set gateway.bind to lan, with auth. Else start it, or mend the port."),
        PortOutcome.NameNotFound when address.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) => (
            GatewayState.NameNotFound,
            $"The name {address.Host} cannot be resolved here.",
            "This machine or container does not resolve .local names. Use the gateway's IP address."),
        PortOutcome.NameNotFound => (GatewayState.NameNotFound, $"The name {address.Host} cannot be resolved here.", "Check the spelling, or use the gateway's IP address."),
        PortOutcome.TimedOut => (GatewayState.TimedOut, $"No connection to {address.Authority}: {port.Said}.", "Is the machine on and awake, and does a firewall let this port through?"),
        PortOutcome.Forbidden => (GatewayState.Unreachable, "The name leads to a metadata address of a cloud, which OptaOps never calls.", "Use the address of the gateway's machine."),
        _ => (GatewayState.Unreachable, $"No way to {address.Authority}: {port.Said}.", "Check the network between the two machines."),
    };

    private static (GatewayState, string, string?) Strange(Uri address, HealthAnswer health) => health.Outcome switch
    {
        HttpOutcome.Silent or HttpOutcome.HungUp => (
            GatewayState.Silent,
            $"Port {address.Port} accepts connections but says nothing ({health.Said}).",
            "If it is the gateway, its event loop is blocked: restart it. Else another program owns the port."),
        HttpOutcome.Unfinished => (
            GatewayState.TooSlow,
            $"Port {address.Port} sends, but never finishes ({health.Said}).",
            "If it is the gateway, its machine is overloaded. Else another program owns the port."),
        HttpOutcome.TlsFailed => (
            GatewayState.TlsMismatch,
            $"The address is https, but no trusted TLS came about: {health.Said}",
            "Use http:// if the gateway has no TLS; else let this machine trust its certificate."),
        HttpOutcome.TooLarge => (GatewayState.AnotherService, $"Another service owns port {address.Port}: {Named(health)}its answer is larger than any of a gateway.", "Check host and port."),
        HttpOutcome.NotHttp => (GatewayState.AnotherService, $"Another service owns port {address.Port}: it does not speak HTTP.", "Check host and port."),
        _ => (GatewayState.AnotherService, $"Another service owns port {address.Port}: {Named(health)}{health.Said}, and no gateway answers on its socket.", "Check host and port."),
    };

    private static string Named(HealthAnswer health) => (health.Server, health.Title) switch
    {
        ({ Length: > 0 } server, { } title) => $"“{server}” with a page titled “{title}”; ",
        ({ Length: > 0 } server, null) => $"“{server}”; ",
        (_, { } title) => $"a page titled “{title}”; ",
        _ => "",
    };
}

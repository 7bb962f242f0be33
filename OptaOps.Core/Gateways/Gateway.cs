namespace OptaOps.Core.Gateways;

/// <summary>Where a gateway's definition comes from.</summary>
public enum GatewaySource
{
    Configuration,
    Saved,
    Simulator,
}

/// <summary>One OpenClaw bot gateway that OptaOps checks, without any secret.</summary>
/// <param name="Id">Database id, never reused.</param>
/// <param name="Name">Unique without regard to case.</param>
/// <param name="Address">Scheme, host and port only.</param>
public sealed record Gateway(int Id, string Name, Uri Address, GatewaySource Source)
{
    /// <summary>Scheme, host and port without a trailing slash.</summary>
    public string Authority => Address.GetLeftPart(UriPartial.Authority);
}

/// <summary>A built-in gateway that listens on loopback.</summary>
public sealed record SimulatedGatewayAddress(string Name, Uri Address);

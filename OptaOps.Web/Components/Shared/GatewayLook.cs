using OptaOps.Core.Gateways;

namespace OptaOps.Web.Components.Shared;

/// <summary>Shape, word and colour of a gateway's state: always all three.</summary>
public static class GatewayLook
{
    public static string Word(GatewayState state) => state switch
    {
        GatewayState.LiveOlder => "Live, older",
        GatewayState.NotReady => "Live, not ready",
        GatewayState.PairingRequired => "Pairing required",
        GatewayState.NoSocket => "No socket",
        GatewayState.TimedOut => "Timed out",
        GatewayState.NameNotFound => "Name not found",
        GatewayState.Silent => "Open but silent",
        GatewayState.TooSlow => "Too slow",
        GatewayState.AnotherService => "Another service",
        GatewayState.TlsMismatch => "TLS mismatch",
        _ => state.ToString(),
    };

    /// <summary>Name of the glyph in icons.svg.</summary>
    public static string Glyph(GatewayState state) => state switch
    {
        GatewayState.Checking => "checking",
        GatewayState.Live => "online",
        GatewayState.LiveOlder => "noModel",
        GatewayState.NotReady => "busy",
        GatewayState.Unauthorized or GatewayState.PairingRequired => "unauthorized",
        GatewayState.NoSocket or GatewayState.TooSlow => "overloaded",
        GatewayState.AnotherService => "wrongService",
        GatewayState.TlsMismatch => "incompatible",
        _ => "unreachable",
    };

    /// <summary>Class of the colour.</summary>
    public static string Tone(GatewayState state) => state switch
    {
        GatewayState.Checking => "idle",
        GatewayState.Live or GatewayState.LiveOlder => "ok",
        GatewayState.NotReady or GatewayState.Unauthorized or GatewayState.PairingRequired => "warn",
        _ => "err",
    };
}

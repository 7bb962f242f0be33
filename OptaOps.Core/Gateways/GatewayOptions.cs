using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Gateways;

/// <summary>Section <c>Gateways</c> of the configuration (design §7).</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateways";

    /// <summary>Time between two checks of a gateway.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00", ErrorMessage = "Gateways:CheckEvery must be between 00:00:02 and 00:10:00.")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(10);

    public IReadOnlyList<GatewayItem> Items { get; init; } = [];
}

/// <summary>One configured gateway. A null in the settings file is the same as an empty text. There is no secret: none is needed.</summary>
public sealed class GatewayItem
{
    /// <summary>Shown everywhere; unique without regard to case. It ties the gateway to its history.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Absolute http or https address; scheme, host and port are unique.</summary>
    public string Address { get; init => field = value ?? ""; } = "";
}

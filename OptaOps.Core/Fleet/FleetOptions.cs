using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Fleet;

/// <summary>Section <c>Fleet</c> of the configuration (design §7).</summary>
public sealed class FleetOptions
{
    public const string Section = "Fleet";

    /// <summary>Time between two polls of a node.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Fleet:PollEvery must be between 00:00:01 and 00:10:00.")]
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(5);

    public IReadOnlyList<NodeOptions> Nodes { get; init; } = [];
}

/// <summary>One configured node. A null in the settings file is the same as an empty text.</summary>
public sealed class NodeOptions
{
    /// <summary>Shown everywhere; unique without regard to case. It ties the node to its history.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Absolute http or https address; scheme, host and port are unique.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>Sent as <c>X-Admin-Key</c>; empty means none. Never shown, logged or stored in clear.</summary>
    public string AdminKey { get; init => field = value ?? ""; } = "";

    /// <summary>Sent as Bearer on <c>/v1</c>; empty means the admin key serves both halves (contract §1.3).</summary>
    public string InferenceKey { get; init => field = value ?? ""; } = "";
}

using System.ComponentModel.DataAnnotations;

namespace OptaOps.Web.Simulator;

/// <summary>Section <c>Simulator</c> of the configuration (design §7).</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Null means: on while no real node is configured or saved.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How many times faster than a real server every simulated wait passes.</summary>
    [Range(0d, 1000d, MinimumIsExclusive = true, ErrorMessage = "Simulator:Speed must be above 0 and at most 1000.")]
    public double Speed { get; init; } = 1;
}

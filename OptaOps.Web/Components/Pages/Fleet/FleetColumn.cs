namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>What the fleet can be sorted by.</summary>
public enum FleetColumn
{
    Name,
    State,
    Age,
    Memory,
    Model,
    Context,
    InFlight,
    Answer,
    Kind,
    Version,
}

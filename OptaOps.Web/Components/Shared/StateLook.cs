using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Shared;

/// <summary>Shape, word and colour of a node's state: always all three.</summary>
public static class StateLook
{
    public static string Word(NodeState state) => state switch
    {
        NodeState.NoModel => "No model",
        NodeState.WrongService => "Wrong service",
        _ => state.ToString(),
    };

    /// <summary>Name of the glyph in icons.svg.</summary>
    public static string Glyph(NodeState state) => state switch
    {
        NodeState.NoModel => "noModel",
        NodeState.WrongService => "wrongService",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>Class of the colour.</summary>
    public static string Tone(NodeState state) => state switch
    {
        NodeState.Online => "ok",
        NodeState.Checking or NodeState.NoModel => "idle",
        NodeState.Busy or NodeState.Overloaded => "warn",
        _ => "err",
    };
}

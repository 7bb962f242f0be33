using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>One LMX server that OptaOps watches. Keys live only in <see cref="Endpoint"/>, which never prints them.</summary>
/// <param name="Id">Database id, never reused.</param>
/// <param name="Name">Unique without regard to case.</param>
/// <param name="Simulated">One of the built-in simulator's nodes.</param>
/// <param name="DefinedInConfiguration">Comes from configuration and cannot be edited in the UI.</param>
/// <param name="LostKeys">Its stored keys that can no longer be read, in words; null when none is.</param>
public sealed record Node(int Id, string Name, LmxEndpoint Endpoint, bool Simulated, bool DefinedInConfiguration, string? LostKeys = null)
{
    /// <summary>Comes first in the reason of such a node, whatever its state.</summary>
    internal string? LostKeysSentence => LostKeys is null ? null : $"Its stored {LostKeys} can no longer be read; set it again.";
}

namespace OptaOps.Core.Discovery;

/// <summary>A server that announced itself on the local network. What it says of itself is not proven.</summary>
/// <param name="Name">Of its machine, cleaned and shortened.</param>
/// <param name="Address">Scheme, host and port, ready to be asked.</param>
public sealed record FoundServer(string Name, string Address);

/// <summary>What a search of the local network came to.</summary>
/// <param name="Found">In order of their answers.</param>
/// <param name="Problem">Why fewer than all may have been heard, with the cure; null when there is nothing to say.</param>
public sealed record LanSearchResult(IReadOnlyList<FoundServer> Found, string? Problem);

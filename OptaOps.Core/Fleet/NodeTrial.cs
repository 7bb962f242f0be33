namespace OptaOps.Core.Fleet;

/// <summary>What answers at an address, in the words of a node. Nothing of it is kept.</summary>
/// <param name="Address">Scheme, host and port.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="NextStep">What to do about it; null when everything is open.</param>
/// <param name="Version">Null when it was not told.</param>
/// <param name="Models">What is loaded or listed; null when it was not told. Untrusted text.</param>
public sealed record NodeTrial(
    string Address,
    NodeState State,
    string Reason,
    string? NextStep,
    NodeKind? Kind,
    string? Version,
    IReadOnlyList<string>? Models,
    KeyVerdict AdminKey,
    KeyVerdict InferenceKey);

/// <summary>What a server made of a key.</summary>
public enum KeyVerdict
{
    /// <summary>It gave no answer that tells.</summary>
    Unknown,

    /// <summary>It lets everyone in, with or without a key.</summary>
    NotNeeded,

    Accepted,
    Refused,

    /// <summary>It wants one, none was given.</summary>
    Missing,
}

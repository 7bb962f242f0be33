namespace OptaOps.Core.Fleet;

/// <summary>A node as someone wants it to be; the body of POST and PUT (design §6). Never prints its keys.</summary>
/// <param name="Name">Unique without regard to case; at most 80 characters. Absent in a change means unchanged.</param>
/// <param name="Address">Scheme, host and port. Absent in a change means unchanged.</param>
/// <param name="AdminKey">Absent means unchanged, or none for a new node; empty means removed.</param>
/// <param name="InferenceKey">As the admin key.</param>
public sealed record NodeDraft(string? Name = null, string? Address = null, string? AdminKey = null, string? InferenceKey = null)
{
    /// <summary>Scheme, host and port; null when the address is not sound.</summary>
    internal Uri? Authority => NodeFaults.Authority(Address);

    public override string ToString() => $"{Name} at {Address}";

    internal NodeDraft Trimmed() => new(Name?.Trim(), Address?.Trim(), AdminKey?.Trim(), InferenceKey?.Trim());
}

/// <summary>What may be known of a node's definition: everything but its keys.</summary>
public sealed record NodeDefinition(
    int Id, string Name, string Address, KeyState AdminKey, KeyState InferenceKey, bool Simulated, bool DefinedInConfiguration);

/// <summary>All that is ever told about a key.</summary>
public enum KeyState
{
    NotSet,
    Set,

    /// <summary>One is stored, but the keys that sealed it are gone.</summary>
    Unreadable,
}

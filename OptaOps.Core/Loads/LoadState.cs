namespace OptaOps.Core.Loads;

/// <summary>What is asked of a node.</summary>
public enum LoadKind
{
    Load,
    Unload,

    /// <summary>Unloaded and loaded again at once, with what it was loaded with: a cold start on demand.</summary>
    Reload,
}

/// <summary>States of a <see cref="LoadAttempt"/>.</summary>
public enum LoadState
{
    /// <summary>Stored, nothing sent yet.</summary>
    Asked,

    /// <summary>Sent; the answer is awaited.</summary>
    Running,

    /// <summary>Seen in the node's list of models, or seen to be gone from it.</summary>
    Done,

    Failed,

    /// <summary>The answer was lost; the list of models settles it. With an end: it never did.</summary>
    Unknown,
}

namespace OptaOps.Core.Fleet;

/// <summary>What stands between us and a group of values.</summary>
internal enum NodeLack
{
    /// <summary>The admin endpoints ask for a key and none is set.</summary>
    AdminKey,

    /// <summary>The admin key that is set was refused.</summary>
    RightAdminKey,

    /// <summary><c>/v1</c> asks for a key and none is set.</summary>
    InferenceKey,

    /// <summary>The key that is sent to <c>/v1</c> was refused.</summary>
    RightInferenceKey,

    /// <summary>LMX that has no such endpoint yet.</summary>
    NewerLmx,

    /// <summary>Other software, which has no such endpoint.</summary>
    Lmx,

    /// <summary>A proxy refuses everything, or a policy that no key opens.</summary>
    Way,
}

using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>An attempt on its way.</summary>
/// <param name="Request">Null for an unload, and for one whose answer only has to be settled.</param>
/// <param name="Others">Ids that were loaded beside the model just before.</param>
/// <param name="Slot">The node's place for a load; given back when the attempt is settled.</param>
internal sealed record LoadJob(LoadAttemptRow Row, Node Node, LoadRequest? Request, IReadOnlyList<string> Others, IDisposable Slot)
{
    public string Id => LoadWords.Model(Row.ModelId);

    /// <summary>GiB that the node says an unload has freed; null when it did not say.</summary>
    public double? FreedGb { get; set; }
}

/// <summary>An attempt that has begun, and its end.</summary>
internal sealed record StartedLoad(LoadAttempt Attempt, Task<LoadAttempt> End);

namespace OptaOps.Core.Fleet;

/// <summary>Work of ours that needs a node to stay what it is.</summary>
internal interface INodeHold
{
    /// <summary>A sentence that names the work and how to end it; null when nothing holds the node.</summary>
    Task<string?> ReasonAsync(int nodeId, CancellationToken cancellationToken);
}

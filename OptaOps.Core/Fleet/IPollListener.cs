namespace OptaOps.Core.Fleet;

/// <summary>Hears of every poll, in the order of registration, after the board shows it. What it does keeps the next probe of this node waiting.</summary>
internal interface IPollListener
{
    Task PolledAsync(NodeSnapshot last, NodeSnapshot next, CancellationToken cancellationToken);
}

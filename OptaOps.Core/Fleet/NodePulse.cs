using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Fleet;

/// <summary>
/// The one question a node is asked while a run is measured on it: <c>GET /healthz</c> after a long silence (design §4, *Alone*). A refused
/// connection or a name that is gone makes the node unreachable at once; a late answer tells nothing, since a prefill may block the server.
/// </summary>
public sealed class NodePulse
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly NodeDirectory _nodes;
    private readonly LmxClients _clients;
    private readonly Latest<FleetBoard> _board;
    private readonly StateChanges _changes;
    private readonly TimeProvider _time;

    public NodePulse(NodeDirectory nodes, LmxClients clients, Latest<FleetBoard> board, StateChanges changes, TimeProvider time) =>
        (_nodes, _clients, _board, _changes, _time) = (nodes, clients, board, changes, time);

    /// <summary>Asks once. Never throws for a sick node; a node that is no longer in the fleet is not asked.</summary>
    public async Task CheckAsync(int nodeId, CancellationToken cancellationToken)
    {
        if (_nodes.Find(nodeId) is not { } node)
        {
            return;
        }

        var health = await _clients.For(node.Endpoint).GetHealthAsync(Patience, cancellationToken);
        if (health.Fault is { Kind: LmxFaultKind.Refused or LmxFaultKind.NameNotFound } gone)
        {
            (NodeSnapshot Last, NodeSnapshot Next)? change = null;
            _board.Update(board => board.With(nodeId, last =>
            {
                if (last.Node.Endpoint != node.Endpoint)
                {
                    return last;
                }

                var next = NodeStates.Failed(last, gone, _time.GetUtcNow());
                change = (last, next);
                return next;
            }));
            if (change is { } changed)
            {
                await _changes.TellAsync(changed.Last, changed.Next, cancellationToken);
            }
        }
    }
}

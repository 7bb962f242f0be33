using OptaOps.Core.Events;
using OptaOps.Core.Live;

namespace OptaOps.Core.Fleet;

/// <summary>The commands on the list of nodes: add, edit, remove. Poller, board and pages follow at once.</summary>
public sealed class NodeCommands
{
    private readonly NodeDirectory _directory;
    private readonly NodeStore _store;
    private readonly FleetPoller _poller;
    private readonly Latest<FleetBoard> _board;
    private readonly IReadOnlyList<INodeHold> _holds;
    private readonly EventLog _events;
    private readonly TimeProvider _time;

    internal NodeCommands(
        NodeDirectory directory, NodeStore store, FleetPoller poller, Latest<FleetBoard> board, IEnumerable<INodeHold> holds, EventLog events, TimeProvider time) =>
        (_directory, _store, _poller, _board, _holds, _events, _time) = (directory, store, poller, board, [.. holds], events, time);

    /// <summary>True from the first saved node on until the owner has decided whether the simulated ones stay.</summary>
    public bool OffersToRemoveSimulated => _directory.Choice is null
        && _directory.Nodes.Any(node => node.Simulated) && _directory.Nodes.Any(node => node is { Simulated: false, DefinedInConfiguration: false });

    /// <summary>Everything but the keys; null when there is no such node.</summary>
    public NodeDefinition? Definition(int nodeId) => _directory.Find(nodeId) is not { } node ? null : new NodeDefinition(
        node.Id,
        node.Name,
        node.Endpoint.ToString(),
        State(node.Endpoint.AdminKey, node.LostKeys is "keys" or "admin key"),
        State(node.Endpoint.InferenceKey, node.LostKeys is "keys" or "inference key"),
        node.Simulated,
        node.DefinedInConfiguration);

    /// <summary>Saves a node and asks it at once. A removed node of the same name goes on where it stopped.</summary>
    public async Task<Outcome<NodeView>> AddAsync(NodeDraft draft, CancellationToken cancellationToken)
    {
        var wanted = draft.Trimmed();
        using var still = await _directory.HoldStillAsync(cancellationToken);
        if (NodeRefusals.Of(wanted, _directory.Nodes, null) is { } refusal)
        {
            return refusal;
        }

        var added = await _store.AddAsync(wanted, cancellationToken);
        return added.Value is { } node ? await PutAsync(node, "nodeAdded", $"{node.Name} was added at {node.Endpoint}: {node.Endpoint.KeysInWords}.") : added.Refusal!;
    }

    /// <summary>Changes a saved node. Another address or key begins a fresh snapshot: no value of the old server stands under the new one.</summary>
    /// <param name="change">What is absent stays as it is; an empty key is removed. With another address a stored key has to be given anew or removed.</param>
    public async Task<Outcome<NodeView>> EditAsync(int nodeId, NodeDraft change, CancellationToken cancellationToken)
    {
        using var still = await _directory.HoldStillAsync(cancellationToken);
        if (_directory.Find(nodeId) is not { } node)
        {
            return Unknown(nodeId);
        }

        var given = change.Trimmed();
        var wanted = given with { Name = given.Name ?? node.Name, Address = given.Address ?? node.Endpoint.ToString() };
        if ((Fixed(node) ?? NodeRefusals.Of(wanted, _directory.Nodes, nodeId) ?? NodeRefusals.OfMove(wanted, node)) is { } refusal)
        {
            return refusal;
        }

        var moves = wanted.Authority != node.Endpoint.Address || wanted.AdminKey is not null || wanted.InferenceKey is not null;
        if (moves && await HeldAsync([node], cancellationToken) is { } held)
        {
            return held;
        }

        var edited = await _store.EditAsync(nodeId, wanted, cancellationToken);
        return edited.Value is { } next ? await PutAsync(next, "nodeEdited", NodeRefusals.Difference(node, next)) : edited.Refusal!;
    }

    /// <summary>Takes a saved node off the list. Its history, benchmarks and events stay; its keys do not. Returns what was removed.</summary>
    public async Task<Outcome<NodeView>> RemoveAsync(int nodeId, CancellationToken cancellationToken)
    {
        using var still = await _directory.HoldStillAsync(cancellationToken);
        if (_directory.Find(nodeId) is not { } node)
        {
            return Unknown(nodeId);
        }

        if ((Fixed(node) ?? await HeldAsync([node], cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        var last = View(node);
        await DropAsync([node], null, cancellationToken);
        return last;
    }

    /// <summary>Takes the simulated nodes off the list and ends them. Their history stays, marked. Refused when there is none.</summary>
    public async Task<Outcome<NodeView[]>> RemoveSimulatedAsync(CancellationToken cancellationToken)
    {
        using var still = await _directory.HoldStillAsync(cancellationToken);
        Node[] simulated = [.. _directory.Nodes.Where(node => node.Simulated)];
        if (simulated.Length == 0)
        {
            return Refusal.NotFound("nodeNotFound", "There are no simulated nodes.");
        }

        if (await HeldAsync(simulated, cancellationToken) is { } held)
        {
            return held;
        }

        NodeView[] last = [.. simulated.Select(View)];
        await DropAsync(simulated, SimulatedChoice.Remove, cancellationToken);
        _directory.Choice = SimulatedChoice.Remove;
        await _directory.StopSimulatedAsync();
        return last;
    }

    /// <summary>The simulated nodes stay beside the real ones, also after the next start.</summary>
    public async Task KeepSimulatedAsync(CancellationToken cancellationToken)
    {
        using var still = await _directory.HoldStillAsync(cancellationToken);
        await _store.RemoveAsync([], SimulatedChoice.Keep, cancellationToken);
        _directory.Choice = SimulatedChoice.Keep;
        // Wakes every page that shows the offer.
        _poller.Follow();
    }

    private static KeyState State(string? key, bool lost) => lost ? KeyState.Unreadable : key is null ? KeyState.NotSet : KeyState.Set;

    private static Refusal Unknown(int nodeId) => Refusal.NotFound("nodeNotFound", $"There is no node {nodeId}. GET /api/v1/nodes lists all.");

    private static Refusal? Fixed(Node node) => node switch
    {
        { DefinedInConfiguration: true } => Refusal.Conflict(
            "definedInConfiguration", $"{node.Name} is defined in the configuration. Change it under Fleet:Nodes and start OptaOps again."),
        { Simulated: true } => Refusal.Conflict(
            "simulatedNode", $"{node.Name} is built in and cannot be changed. DELETE /api/v1/nodes/simulated removes the simulated nodes together."),
        _ => null,
    };

    private NodeView View(Node node) => (_board.Value.Find(node.Id) ?? new NodeSnapshot(node, TimeSpan.Zero, _time.GetUtcNow())).At(_time.GetUtcNow());

    private async Task<Refusal?> HeldAsync(IReadOnlyList<Node> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            foreach (var hold in _holds)
            {
                if (await hold.ReasonAsync(node.Id, cancellationToken) is { } reason)
                {
                    return Refusal.Conflict("nodeInUse", $"{node.Name} is in use: {reason}");
                }
            }
        }

        return null;
    }

    /// <summary>It is stored: what follows is told whoever has left meanwhile.</summary>
    private async Task<NodeView> PutAsync(Node node, string kind, string sentence)
    {
        _directory.Put(node);
        _poller.Follow();
        await _events.AddAsync(new NewEvent(EventTopic.Node, kind, sentence) { NodeId = node.Id }, CancellationToken.None);
        return View(node);
    }

    private async Task DropAsync(IReadOnlyList<Node> nodes, SimulatedChoice? choice, CancellationToken cancellationToken)
    {
        int[] ids = [.. nodes.Select(node => node.Id)];
        await _store.RemoveAsync(ids, choice, cancellationToken);
        _directory.Drop(ids);
        _poller.Follow();
        foreach (var node in nodes)
        {
            await _events.AddAsync(
                new NewEvent(EventTopic.Node, "nodeRemoved", $"{node.Name} at {node.Endpoint} was removed; its history stays{(node.Simulated ? ", marked" : "")}.") { NodeId = node.Id },
                CancellationToken.None);
        }
    }
}

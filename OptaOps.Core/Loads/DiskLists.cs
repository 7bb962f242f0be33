using System.Collections.Concurrent;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>Lists of what is on nodes' disks. Never polled: each read makes the node walk its whole cache (contract §9). The newest is kept with its age.</summary>
public sealed class DiskLists
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<int, DiskList> _newest = new();
    private readonly NodeDirectory _nodes;
    private readonly LmxClients _clients;
    private readonly NodeGates _gates;
    private readonly TimeProvider _time;

    public DiskLists(NodeDirectory nodes, LmxClients clients, NodeGates gates, TimeProvider time) =>
        (_nodes, _clients, _gates, _time) = (nodes, clients, gates, time);

    /// <summary>Null when it was not read since the start.</summary>
    public DiskList? Newest(int nodeId) => _newest.GetValueOrDefault(nodeId);

    /// <summary>Asks the node now.</summary>
    public async Task<Outcome<DiskList>> ReadAsync(int nodeId, CancellationToken cancellationToken)
    {
        if (_nodes.Find(nodeId) is not { } node)
        {
            return LoadRefusals.UnknownNode(nodeId);
        }

        using var lease = await _gates.For(nodeId).EnterReadAsync(cancellationToken);
        var answer = await _clients.For(node.Endpoint).GetAvailableAsync(Patience, cancellationToken);
        return answer.Value is { } available
            ? _newest[nodeId] = new DiskList(nodeId, _time.GetUtcNow(), [.. available.Models.Select(DiskModel.From).OrderBy(model => model.Id, StringComparer.Ordinal)])
            : Refusal.Conflict("diskNotReadable", $"What is on the disk of {node.Name} could not be read. {answer.Fault!.Message}");
    }
}

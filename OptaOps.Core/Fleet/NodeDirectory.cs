using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OptaOps.Core.Lmx;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>The list of nodes, kept in memory and in the database; configured nodes are matched to their rows by name.</summary>
public sealed partial class NodeDirectory(
    IDbContextFactory<OptaOpsDb> databases, IOptions<FleetOptions> options, KeySeal seal, TimeProvider time, ILogger<NodeDirectory> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile IReadOnlyList<Node> _nodes = [];
    private volatile IReadOnlyList<Func<Task>> _stopSimulated = [];

    /// <summary>All present nodes: configured, saved, simulated, each in the order in which they were defined.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>What the owner wants of the simulated nodes; null while it was not asked for.</summary>
    public SimulatedChoice? Choice { get; internal set; }

    public Node? Find(int nodeId) => _nodes.FirstOrDefault(node => node.Id == nodeId);

    /// <summary>True when no real node is configured or saved, or the owner wants to keep the simulated ones (design §7).</summary>
    public async Task<bool> WantsSimulatedAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await ChoiceAsync(database, cancellationToken) == SimulatedChoice.Keep
            || (options.Value.Nodes.Count == 0 && !await database.Nodes.AnyAsync(row => row.Source == NodeSource.Saved && row.RemovedAt == null, cancellationToken));
    }

    /// <summary>Matches configured and simulated nodes to rows, adds what is new, and opens the list. Called once, before the poller starts.</summary>
    public async Task OpenAsync(IReadOnlyList<SimulatedNode> simulated, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Nodes.OrderBy(row => row.Id).ToListAsync(cancellationToken);
        Defined[] configured = [.. options.Value.Nodes.Select(each => Match(database, rows, each.Name, Endpoint(each), NodeSource.Configuration))];
        Defined[] builtIn = [.. simulated.Select(each => Match(database, rows, each.Name, new LmxEndpoint(each.Address, null, null), NodeSource.Simulator))];
        foreach (var gone in rows.Except(configured.Concat(builtIn).Select(each => each.Row)).Where(row => row.Source != NodeSource.Saved))
        {
            gone.RemovedAt ??= time.GetUtcNow();
        }

        foreach (var twice in rows.Where(row => IsSaved(row) && configured.Any(each => each.Row.Address == row.Address)))
        {
            (twice.RemovedAt, twice.SealedAdminKey, twice.SealedInferenceKey) = (time.GetUtcNow(), null, null);
            Log.DefinedTwice(logger, twice.Name, twice.Address);
        }

        await database.SaveChangesAsync(cancellationToken);
        Choice = await ChoiceAsync(database, cancellationToken);
        _stopSimulated = [.. simulated.Select(each => each.StopAsync)];
        _nodes =
        [
            .. configured.Select(each => new Node(each.Row.Id, each.Row.Name, each.Endpoint, Simulated: false, DefinedInConfiguration: true)),
            .. rows.Where(IsSaved).Select(row => NodeStore.Open(row, seal)),
            .. builtIn.Select(each => new Node(each.Row.Id, each.Row.Name, each.Endpoint, Simulated: true, DefinedInConfiguration: false)),
        ];
        Tell();
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Until the lease is disposed, no node is added, changed or removed, and no work is begun that needs one to stay.</summary>
    internal async Task<IDisposable> HoldStillAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Stillness(_turn);
    }

    /// <summary>A new or changed saved node; the caller holds the list still. New ones stand before the simulated ones.</summary>
    internal void Put(Node node)
    {
        var nodes = _nodes.ToList();
        var at = nodes.FindIndex(each => each.Id == node.Id);
        if (at >= 0)
        {
            nodes[at] = node;
        }
        else
        {
            nodes.Insert(nodes.Count(each => !each.Simulated), node);
        }

        _nodes = nodes;
    }

    /// <summary>The caller holds the list still.</summary>
    internal void Drop(IReadOnlyList<int> ids) => _nodes = [.. _nodes.Where(node => !ids.Contains(node.Id))];

    /// <summary>The simulated nodes are off the list; now they end.</summary>
    internal Task StopSimulatedAsync() => Task.WhenAll(_stopSimulated.Select(stopAsync => stopAsync()));

    private static async Task<SimulatedChoice?> ChoiceAsync(OptaOpsDb database, CancellationToken cancellationToken) =>
        await database.Choices.FindAsync([ChoiceRow.SimulatedNodes], cancellationToken) is { } row && Enum.TryParse<SimulatedChoice>(row.Value, out var choice) ? choice : null;

    private static bool IsSaved(NodeRow row) => row is { Source: NodeSource.Saved, RemovedAt: null };

    private static Defined Match(OptaOpsDb database, List<NodeRow> rows, string name, LmxEndpoint endpoint, NodeSource source)
    {
        var row = rows.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (row is null)
        {
            row = new NodeRow { Name = name, Address = endpoint.ToString(), Source = source };
            database.Nodes.Add(row);
        }

        (row.Name, row.Address, row.Source, row.RemovedAt, row.SealedAdminKey, row.SealedInferenceKey) = (name, endpoint.ToString(), source, null, null, null);
        return new Defined(row, endpoint);
    }

    private static LmxEndpoint Endpoint(NodeOptions node) => new(NodeFaults.Authority(node.Address)!, Key(node.AdminKey), Key(node.InferenceKey));

    private static string? Key(string key) => key.Length == 0 ? null : key;

    private void Tell()
    {
        foreach (var node in _nodes)
        {
            Log.Watching(logger, node.Name, node.Endpoint, node.Simulated ? "simulated" : node.LostKeysSentence ?? node.Endpoint.KeysInWords);
        }

        if (_nodes.Count == 0)
        {
            Log.NothingToWatch(logger);
        }
    }

    private sealed record Defined(NodeRow Row, LmxEndpoint Endpoint);

    private sealed class Stillness(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Node {Name} at {Address}: {Keys}")]
        public static partial void Watching(ILogger logger, string name, LmxEndpoint address, string keys);

        [LoggerMessage(2, LogLevel.Warning, "No node is configured or saved and the simulator is off. Add one at /nodes/new, or set Fleet__Nodes__0__Name and Fleet__Nodes__0__Address")]
        public static partial void NothingToWatch(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The saved node {Name} is removed, its history stays: the configuration defines a node at {Address} too")]
        public static partial void DefinedTwice(ILogger logger, string name, string address);
    }
}

/// <summary>A built-in node that listens on loopback.</summary>
/// <param name="StopAsync">Ends its server; called when the node was removed.</param>
public sealed record SimulatedNode(string Name, Uri Address, Func<Task> StopAsync);

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OptaOps.Core.Lmx;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

/// <summary>The list of nodes, kept in memory and in the database; configured nodes are matched to their rows by name.</summary>
public sealed partial class NodeDirectory(
    IDbContextFactory<OptaOpsDb> databases, IOptions<FleetOptions> options, TimeProvider time, ILogger<NodeDirectory> logger)
{
    private volatile IReadOnlyList<Node> _nodes = [];

    /// <summary>All present nodes in the order in which they were defined.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    public Node? Find(int nodeId) => _nodes.FirstOrDefault(node => node.Id == nodeId);

    /// <summary>True when a node is configured or saved; decides the simulator's default (design §7).</summary>
    public async Task<bool> HasRealNodesAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Nodes.Count > 0)
        {
            return true;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Nodes.AnyAsync(row => row.Source == NodeSource.Saved && row.RemovedAt == null, cancellationToken);
    }

    /// <summary>Matches configured and simulated nodes to rows, adds what is new, and opens the list. Called once, before the poller starts.</summary>
    public async Task OpenAsync(IReadOnlyList<SimulatedNode> simulated, CancellationToken cancellationToken)
    {
        var defined = options.Value.Nodes
            .Select(each => (each.Name, Endpoint: Endpoint(each), Source: NodeSource.Configuration))
            .Concat(simulated.Select(each => (each.Name, Endpoint: new LmxEndpoint(each.Address, null, null), Source: NodeSource.Simulator)))
            .ToArray();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.Nodes.ToListAsync(cancellationToken);
        var opened = defined.Select(each => (each, Row: Match(database, rows, each.Name, each.Endpoint, each.Source))).ToArray();
        foreach (var gone in rows.Except(opened.Select(each => each.Row)).Where(row => row.Source != NodeSource.Saved))
        {
            gone.RemovedAt ??= time.GetUtcNow();
        }

        await database.SaveChangesAsync(cancellationToken);
        _nodes = [.. opened.Select(each => new Node(
            each.Row.Id, each.Row.Name, each.each.Endpoint, each.each.Source == NodeSource.Simulator, each.each.Source == NodeSource.Configuration))];
        foreach (var node in _nodes)
        {
            Log.Watching(logger, node.Name, node.Endpoint, Keys(node));
        }

        if (_nodes.Count == 0)
        {
            Log.NothingToWatch(logger);
        }
    }

    private static NodeRow Match(OptaOpsDb database, List<NodeRow> rows, string name, LmxEndpoint endpoint, NodeSource source)
    {
        var row = rows.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (row is null)
        {
            row = new NodeRow { Name = name, Address = endpoint.ToString(), Source = source };
            database.Nodes.Add(row);
        }

        (row.Name, row.Address, row.Source, row.RemovedAt) = (name, endpoint.ToString(), source, null);
        return row;
    }

    private static LmxEndpoint Endpoint(NodeOptions node) =>
        new(new Uri(new Uri(node.Address).GetLeftPart(UriPartial.Authority)), Key(node.AdminKey), Key(node.InferenceKey));

    private static string? Key(string key) => key.Length == 0 ? null : key;

    private static string Keys(Node node) => node.Simulated
        ? "simulated"
        : (node.Endpoint.AdminKey, node.Endpoint.InferenceKey) switch
        {
            (null, null) => "no key",
            (_, null) => "admin key set",
            (null, _) => "inference key set",
            _ => "admin key and inference key set",
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Node {Name} at {Address}: {Keys}")]
        public static partial void Watching(ILogger logger, string name, LmxEndpoint address, string keys);

        [LoggerMessage(2, LogLevel.Warning, "No node is configured and the simulator is off. Set Fleet__Nodes__0__Name and Fleet__Nodes__0__Address")]
        public static partial void NothingToWatch(ILogger logger);
    }
}

/// <summary>A built-in node that listens on loopback.</summary>
public sealed record SimulatedNode(string Name, Uri Address);

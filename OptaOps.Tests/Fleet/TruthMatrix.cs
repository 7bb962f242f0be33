using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

/// <summary>One app that watches one node for each case, all at the same time, until each has its word.</summary>
public sealed class TruthMatrix : IAsyncLifetime
{
    private readonly List<TruthPeer> _peers = [];

    internal App App { get; private set; } = null!;

    internal IReadOnlyList<(TruthPeer Peer, int Id)> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _peers.AddRange(TruthCase.All.Select(each => new TruthPeer(each)));
        App = await App.StartAsync(null, ["--Fleet:PollEvery", "00:00:03", .. _peers.SelectMany((peer, i) => new[] { $"--Fleet:Nodes:{i}:Name", NameOf(i), $"--Fleet:Nodes:{i}:Address", $"{peer.Address}" })]);
        await foreach (var board in App.Get<Latest<FleetBoard>>().WatchAsync(TestContext.Current.CancellationToken))
        {
            if (board.Nodes.All(node => node.State != NodeState.Checking))
            {
                break;
            }
        }

        Nodes = [.. _peers.Select((peer, i) => (peer, View(NameOf(i)).Id))];
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }
    }

    internal NodeView View(int id) => App.Get<Latest<FleetBoard>>().Value.Find(id)!.At(App.Get<TimeProvider>().GetUtcNow());

    internal IReadOnlyList<NodeView> Views => App.Get<Latest<FleetBoard>>().Value.At(App.Get<TimeProvider>().GetUtcNow());

    private NodeView View(string name) => Views.Single(view => view.Name == name);

    /// <summary>Letters alone, so that a name brings no number onto a page, and no name lies inside another.</summary>
    private static string NameOf(int i) => $"node{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}";
}

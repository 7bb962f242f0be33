using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Feeds;

/// <summary>The shipped application with one simulated server whose event stream it follows.</summary>
internal sealed class WatchedNode : IAsyncDisposable
{
    public const string Model = "acme/Foo-4bit";

    /// <summary>So rarely that within a test only the feed can be why the node is polled.</summary>
    public const string Rarely = "00:10:00";

    private WatchedNode(LmxSimulator simulator, App app, int id) => (Simulator, App, Id) = (simulator, app, id);

    public LmxSimulator Simulator { get; }

    public SimulatedServer Server => Simulator.Server;

    public App App { get; }

    public int Id { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<WatchedNode> StartAsync(string pollEvery, Action<SimulatedServer>? script = null, params string[] settings)
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel(Model) { MemoryGb = 172.43 });
        script?.Invoke(server);
        var simulator = await LmxSimulator.StartAsync(server, TimeProvider.System);
        var app = await App.StartAsync(null, ["--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{simulator.Address}", "--Fleet:PollEvery", pollEvery, .. settings]);
        return new WatchedNode(simulator, app, (await app.NodeAsync(node => node.State == NodeState.Online)).Id);
    }

    /// <summary>As soon as the node's stream stands so.</summary>
    public async Task<FeedStatus> FeedAsync(FeedState state, string reason = "")
    {
        await foreach (var board in App.Get<Latest<FeedBoard>>().WatchAsync(Cancellation))
        {
            if (board.Find(Id) is { } feed && feed.State == state && feed.Reason.Contains(reason, StringComparison.Ordinal))
            {
                return feed;
            }
        }

        throw new InvalidOperationException("The board ended.");
    }

    /// <summary>The newest event of a kind, as soon as there are so many of it.</summary>
    public async Task<OpsEvent> ToldAsync(string kind, int count = 1)
    {
        await foreach (var board in App.Get<Latest<EventBoard>>().WatchAsync(Cancellation))
        {
            if (board.Events.Where(each => each.Kind == kind).ToArray() is { } told && told.Length >= count)
            {
                return told[0];
            }
        }

        throw new InvalidOperationException("The board ended.");
    }

    public int Asked(string path) => Server.Requests.All.Count(request => request.Path == path);

    /// <summary>The server notices a client that hung up a moment later.</summary>
    public async Task StreamsAsync(int count)
    {
        while (Server.Events.Streams != count)
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}

using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Support;

/// <summary>The shipped application with one simulated server as its node, and matrices run on it from request to last row.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    public const string Model = "acme/Foo-4bit";

    /// <summary>A model that answers at once, so that a test takes as long as its wires.</summary>
    public static SimulatedModel Quick { get; } = new(Model) { ContextLength = 196_608, MemoryGb = 172.43, Timing = SimulatedTiming.FromMilliseconds(8, 6, 1, 0.2) };

    private MeasuredNode(LmxSimulator simulator, App app, NodeView node) => (Simulator, App, Node) = (simulator, app, node);

    public LmxSimulator Simulator { get; }

    public SimulatedServer Server => Simulator.Server;

    public App App { get; }

    public NodeView Node { get; }

    public static async Task<MeasuredNode> StartAsync(SimulatedModel? model = null, Action<SimulatedServer>? script = null, params string[] settings)
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(model ?? Quick);
        script?.Invoke(server);
        var simulator = await LmxSimulator.StartAsync(server, TimeProvider.System);
        var app = await App.StartAsync(null, ["--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{simulator.Address}", "--Fleet:PollEvery", "00:00:01", .. settings]);
        return new MeasuredNode(simulator, app, await app.NodeAsync(node => node.Models is { Count: > 0 }));
    }

    /// <summary>Starts a matrix and returns its number.</summary>
    public async Task<int> BeginAsync(params string[] scenarios)
    {
        var request = new BenchmarkRequest { NodeId = Node.Id, Models = [Node.Models![0].Id], Scenarios = scenarios };
        var outcome = await App.Get<BenchmarkQueue>().StartAsync(request, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!.Id;
    }

    /// <summary>Runs a matrix to its end and reads it from the record.</summary>
    public async Task<BenchmarkView> RunAsync(params string[] scenarios)
    {
        var id = await BeginAsync(scenarios);
        await App.BenchmarkAsync(id, live => live.Benchmark.FinishedAt is not null);
        return (await App.Get<BenchmarkArchive>().FindAsync(id, TestContext.Current.CancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}

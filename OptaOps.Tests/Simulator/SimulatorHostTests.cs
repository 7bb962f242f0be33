using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class SimulatorHostTests : IDisposable
{
    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Without_a_real_node_the_two_simulated_servers_run_and_are_watched()
    {
        var nodes = await OpenAsync(new SimulatorOptions());

        Assert.Equal(["Mono512 (simulated)", "Opta512 (simulated)"], nodes.Select(node => node.Name));
        Assert.All(nodes, node => Assert.True(node.Simulated));
    }

    [Fact]
    public async Task A_configured_node_takes_their_place() =>
        Assert.Equal(["Studio"], (await OpenAsync(new SimulatorOptions(), new NodeOptions { Name = "Studio", Address = "http://studio:1234" })).Select(node => node.Name));

    [Fact]
    public async Task The_setting_overrides_both()
    {
        var studio = new NodeOptions { Name = "Studio", Address = "http://studio:1234" };

        Assert.Equal(3, (await OpenAsync(new SimulatorOptions { Enabled = true }, studio)).Count);
        Assert.Empty(await OpenAsync(new SimulatorOptions { Enabled = false }));
    }

    private async Task<IReadOnlyList<Node>> OpenAsync(SimulatorOptions options, params NodeOptions[] configured)
    {
        var fleet = Options.Create(new FleetOptions { Nodes = configured });
        using var directory = new NodeDirectory(_database, fleet, new KeySeal(key => key, key => key), TimeProvider.System, NullLogger<NodeDirectory>.Instance);
        var host = new SimulatorHost(directory, Options.Create(options), TimeProvider.System, NullLogger<SimulatorHost>.Instance);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return directory.Nodes;
    }
}

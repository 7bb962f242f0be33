using System.Net;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

/// <summary>The first real node offers to remove the simulated ones; the owner's choice outlasts the process.</summary>
public sealed class SimulatedChoiceTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removed_simulated_nodes_go_at_once_with_their_servers_and_stay_away()
    {
        string storage;
        Uri simulated;
        await using (var app = await App.StartAsync())
        {
            storage = app.Storage;
            simulated = new Uri((await app.NodeAsync(node => node.State == NodeState.Online)).Address);
            Assert.False(app.Get<NodeCommands>().OffersToRemoveSimulated);
            Assert.Equal(HttpStatusCode.Conflict, (await app.SendAsync(HttpMethod.Delete, "/api/v1/nodes/1")).Status);
            await app.AddAsync("studio", new Uri("http://127.0.0.1:9"));
            Assert.True(app.Get<NodeCommands>().OffersToRemoveSimulated);
            Assert.Equal(["studio", "Mono512 (simulated)", "Opta512 (simulated)"], app.Get<NodeDirectory>().Nodes.Select(node => node.Name));

            Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, "/api/v1/nodes/simulated")).Status);

            Assert.Equal(["studio"], app.Get<NodeDirectory>().Nodes.Select(node => node.Name));
            Assert.False(app.Get<NodeCommands>().OffersToRemoveSimulated);
            using var http = new HttpClient();
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(simulated, _token));
            Assert.Equal(HttpStatusCode.Conflict, (await app.SendAsync(HttpMethod.Post, "/api/v1/nodes", new { name = "Mono512 (simulated)", address = "http://127.0.0.1:10" })).Status);
        }

        await using var again = await App.StartAsync(storage);
        Assert.Equal(["studio"], again.Get<NodeDirectory>().Nodes.Select(node => node.Name));
    }

    [Fact]
    public async Task Kept_simulated_nodes_are_there_after_a_restart_and_nobody_asks_again()
    {
        string storage;
        await using (var app = await App.StartAsync())
        {
            storage = app.Storage;
            await app.AddAsync("studio", new Uri("http://127.0.0.1:9"));
            await app.Get<NodeCommands>().KeepSimulatedAsync(_token);
        }

        await using var again = await App.StartAsync(storage);
        Assert.Equal(3, again.Get<NodeDirectory>().Nodes.Count);
        Assert.False(again.Get<NodeCommands>().OffersToRemoveSimulated);
    }
}

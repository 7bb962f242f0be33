using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class ManyNodesTests : BrowserTest
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_nodes_are_a_table_that_is_filtered_and_sorted_by_its_address_and_fits_a_phone()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync(null, [.. Enumerable.Range(0, 50).SelectMany(i => new[]
        {
            $"--Fleet:Nodes:{i}:Name", $"node{i:00}", $"--Fleet:Nodes:{i}:Address", i == 7 ? $"{peer.Address}" : $"http://127.0.0.1:{i + 1}",
        })]);
        await app.NodeAsync(node => node is { Name: "node07", State: NodeState.Online });
        await app.NodeAsync(node => node is { Name: "node49", State: NodeState.Unreachable });
        var page = await OpenAsync(app, "/?sort=name&dir=desc");
        await page.Locator("tbody tr").Nth(49).WaitForAsync();

        Assert.Equal("node49", await page.Locator("tbody tr a").First.InnerTextAsync());
        Assert.Equal("descending", await page.Locator("th").First.GetAttributeAsync("aria-sort"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Online 1" }).ClickAsync();
        await page.GetByText("node49").Last.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        Assert.Contains("state=online", page.Url, StringComparison.Ordinal);

        var phone = await OpenAsync(app, "/", 390);
        await phone.Locator("tbody tr").Nth(49).WaitForAsync();
        Assert.True(await phone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_node_gets_the_same_requests_with_no_page_and_with_five_pages_open()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server(), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync(null, "--Fleet:PollEvery", "00:10:00", "--Fleet:Nodes:0:Name", "studio", "--Fleet:Nodes:0:Address", $"{peer.Address}");
        await app.NodeAsync(node => node.State == NodeState.Online);

        var without = await RequestsOfPollsAsync(app, peer.Server);
        foreach (var path in new[] { "/", "/?view=table", "/nodes/1", "/benchmarks?node=1", "/history" })
        {
            await OpenAsync(app, path);
        }

        Assert.Equal(without, await RequestsOfPollsAsync(app, peer.Server));
    }

    private async Task<string[]> RequestsOfPollsAsync(App app, SimulatedServer server)
    {
        server.Requests.Clear();
        for (var poll = 0; poll < 5; poll++)
        {
            await app.Get<FleetPoller>().PollNowAsync(1, _token);
        }

        return [.. server.Requests.All.Select(request => $"{request.Method} {request.Path}")];
    }
}

using System.Text;
using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class SafetyTests : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = PagesTests.Flags });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    [Theory]
    [InlineData("true", "", 1)]
    [InlineData("true", "a secret that is long", 0)]
    [InlineData("false", "", 0)]
    public async Task Openness_to_the_network_is_said_on_every_page_for_as_long_as_it_lasts(string allowed, string token, int banners)
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false", "--Access:AllowOpenLan", allowed, "--Access:Token", token);
        await using var context = await _browser.NewContextAsync(new() { ExtraHTTPHeaders = [new("Authorization", $"Bearer {token}")] });
        var page = await context.NewPageAsync();
        foreach (var path in new[] { "/", "/history", "/no-such-page" })
        {
            await page.GotoAsync(new Uri(app.Address, path).ToString());
            await page.Locator("main h1").First.WaitForAsync();
            Assert.Equal(banners, await page.GetByText("OptaOps is open to everyone on this network.").CountAsync());
        }
    }

    [Fact]
    public async Task A_key_of_a_node_never_crosses_a_circuit()
    {
        var server = new SimulatedServer("peer") { AdminKey = "canary-admin", InferenceKey = "canary-inference" };
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 172.43 });
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await App.StartAsync(
            null, "--Fleet:PollEvery", "00:00:01", "--Fleet:Nodes:0:Name", "studio", "--Fleet:Nodes:0:Address", $"{peer.Address}",
            "--Fleet:Nodes:0:AdminKey", "canary-admin", "--Fleet:Nodes:0:InferenceKey", "canary-inference");
        await app.NodeAsync(node => node.State == NodeState.Online);
        var page = await _browser.NewPageAsync();
        var received = new StringBuilder();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Append(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));

        foreach (var path in new[] { "/", "/nodes/1", "/benchmarks?node=1", "/history" })
        {
            await page.GotoAsync(new Uri(app.Address, path).ToString());
            await page.GetByText("studio").First.WaitForAsync();
        }

        Assert.Contains("studio", received.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", received.ToString(), StringComparison.Ordinal);
    }
}

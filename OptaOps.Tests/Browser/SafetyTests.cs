using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class SafetyTests : BrowserTest
{
    private const string Banner = "OptaOps is open to everyone on this network.";

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task Openness_to_the_network_is_said_on_every_page(string allowed, int banners)
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false", "--Access:AllowOpenLan", allowed);
        foreach (var path in new[] { "/", "/history", "/no-such-page" })
        {
            var page = await OpenAsync(app, path);
            Assert.Equal(banners, await page.GetByText(Banner).CountAsync());
        }
    }

    [Fact]
    public async Task Whoever_has_the_token_signs_in_and_sees_the_page_that_was_asked_for_without_the_banner()
    {
        await using var app = await App.StartAsync(
            null, "--Simulator:Enabled", "false", "--Access:AllowOpenLan", "true", "--Access:Token", "a secret that is long");
        var page = await BlankAsync(app);
        await page.GotoAsync($"{app.Address}history?metric=ttftWarm");
        await page.GetByLabel("Access token").FillAsync("a secret that is wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await page.GetByLabel("Access token").FillAsync("a secret that is long");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("main h1").First.WaitForAsync();

        Assert.Equal($"{app.Address}history?metric=ttftWarm", page.Url);
        Assert.Equal(0, await page.GetByText(Banner).CountAsync());
        Assert.Empty(Complaints);
        Assert.Empty(Foreign);
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
        var page = await BlankAsync(app);
        var frames = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));

        foreach (var path in new[] { "/", "/nodes/1", "/nodes/1/edit", "/benchmarks?node=1", "/events" })
        {
            await page.GotoAsync(new Uri(app.Address, path).ToString());
            await page.GetByText("studio").First.WaitForAsync();
        }

        var received = string.Concat(frames.ToArray());
        Assert.Contains("studio", received, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", received, StringComparison.Ordinal);
    }
}

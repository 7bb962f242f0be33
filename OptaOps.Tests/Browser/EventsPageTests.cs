using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed partial class EventsPageTests : BrowserTest
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_events_come_in_at_the_top_and_wait_while_older_ones_are_read_and_the_node_has_one_stream_all_along()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit"));
        await using var simulator = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", $"{simulator.Address}");
        await foreach (var board in app.Get<Latest<FeedBoard>>().WatchAsync(_token))
        {
            if (board.Find(1)?.State == FeedState.Open)
            {
                break;
            }
        }

        Assert.Equal(1, server.Events.Streams);
        for (var n = 1; n <= 130; n++)
        {
            await TellAsync(app, $"Told as number {n}.");
        }

        var page = await OpenAsync(app, "/events?severity=warning");
        var other = await OpenAsync(app, "/nodes/1");
        await page.GetByText("Told as number 130.").WaitForAsync();
        await TellAsync(app, "Told while at the top.");
        await page.GetByText("Told while at the top.").WaitForAsync();
        await other.GetByText("Told while at the top.").WaitForAsync();

        await page.Mouse.WheelAsync(0, 1_500);
        await page.WaitForFunctionAsync("() => window.scrollY > 1000");
        await TellAsync(app, "Told while scrolled.");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new event" }).WaitForAsync();
        Assert.Equal(0, await page.GetByText("Told while scrolled.").CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new event" }).ClickAsync();
        await page.GetByText("Told while scrolled.").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Load older" }).ClickAsync();
        await page.GetByText(TheFirst()).WaitForAsync();
        Assert.Equal(1, server.Events.Streams);
        Assert.Single(server.Requests.All, request => request.Path == "/admin/events");
        Assert.Empty(Complaints);
    }

    [GeneratedRegex(@"number 1\.$")]
    private static partial Regex TheFirst();

    private Task TellAsync(App app, string sentence) =>
        app.Get<EventLog>().AddAsync(new NewEvent(EventTopic.Node, "test", sentence, EventSeverity.Warning) { NodeId = 1 }, _token);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

public sealed class NodeHistoryTests : BrowserTest
{
    [Fact]
    public async Task A_nodes_history_names_its_gaps_follows_its_address_and_reads_as_a_table()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "40");
        var node = await app.NodeAsync(each => each.State == NodeState.Online);
        await StoreAsync(app, node.Id);
        var page = await OpenAsync(app, $"/nodes/{node.Id}", width: 390);
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "Last 24 hours" });
        await panel.Locator(".chart .xy").First.WaitForAsync();
        await panel.Locator(".legend").GetByText("observer gap").WaitForAsync();
        await panel.Locator(".strip .gap-observer").First.WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        await panel.GetByRole(AriaRole.Button, new() { Name = "Answer time" }).ClickAsync();
        await panel.GetByText("Answer time, ms").First.WaitForAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Year" }).ClickAsync();
        var year = page.GetByRole(AriaRole.Region, new() { Name = "Last 365 days" });
        await year.GetByRole(AriaRole.Button, new() { Name = "View as table" }).ClickAsync();
        await year.GetByRole(AriaRole.Columnheader, new() { Name = "Answer time, ms, mean" }).WaitForAsync();
        Assert.EndsWith("?figure=answer&range=year&view=table", page.Url, StringComparison.Ordinal);

        await page.GotoAsync($"{app.Address}nodes/{node.Id}?view=table");
        await panel.GetByRole(AriaRole.Cell, new() { Name = "observer gap for 30 min" }).WaitForAsync();
        await page.GotoAsync($"{app.Address}nodes/{node.Id}?until=2020-01-01T00:00Z");
        await page.GetByText("Nothing is known of this time.").WaitForAsync();
        Assert.Empty(Foreign);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_node_that_is_watched_for_minutes_shows_an_hour_until_a_day_is_asked_for()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true");
        var node = await app.NodeAsync(each => each.State == NodeState.Online);
        await StoreAsync(app, node.Id, minutes: 20);
        var page = await OpenAsync(app, $"/nodes/{node.Id}");

        var hour = page.GetByRole(AriaRole.Region, new() { Name = "Last hour" });
        await hour.Locator(".chart .xy").First.WaitForAsync();
        Assert.Contains("range=hour", await hour.GetByRole(AriaRole.Link, new() { Name = "Earlier" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        await hour.GetByRole(AriaRole.Button, new() { Name = "Day" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Last 24 hours" }).Locator(".chart .xy").First.WaitForAsync();

        Assert.EndsWith("?range=day", page.Url, StringComparison.Ordinal);
        Assert.Empty(Complaints);
    }

    /// <summary>Two hours until now, or less, with half an hour in which OptaOps was off.</summary>
    private static async Task StoreAsync(App app, int nodeId, int minutes = 120)
    {
        var now = app.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        var (from, to) = (now - (90 * 60_000), now - (60 * 60_000));
        await using var database = await app.Get<IDbContextFactory<OptaOpsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        database.Add(new ObserverGapRow { FromMs = from, ToMs = to, Reason = ObserverGapReason.Off });
        database.AddRange(Enumerable.Range(1, minutes * 12).Select(n => now - (n * 5000)).Where(at => at <= from || at > to + 5000).Select(at => new NodeSampleRow
        {
            NodeId = nodeId,
            TakenAtMs = at,
            CoversMs = 5000,
            State = NodeState.Online,
            MemoryUsedGb = 187.9,
            InFlight = 1,
            PollLatencyMs = 4.2,
        }));
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class GatewaysPageTests : BrowserTest
{
    [Fact]
    public async Task A_gateway_is_added_with_a_mistake_mended_seen_live_on_two_pages_and_removed_and_a_full_disk_is_told_in_the_form()
    {
        await using var peer = await GatewaySimulator.StartAsync(new SimulatedGateway("peer"), TimeProvider.System);
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false");
        var page = await OpenAsync(app, "/gateways", width: 390);
        await page.GetByText("No gateway to check yet.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add gateway" }).First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Mono");
        await page.GetByLabel("Address").FillAsync("mono512");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and check" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("is not an http address").WaitForAsync();

        await RefuseWritesAsync(app, "BEFORE INSERT ON Gateways");
        await page.GetByLabel("Address").FillAsync($"{peer.Address}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and check" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("It was not saved: ").WaitForAsync();
        await ExecuteAsync(app, "DROP TRIGGER refuse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and check" }).ClickAsync();

        await page.GetByRole(AriaRole.Article).GetByText("Ready. Identity proven; sign-in is not tested.").First.WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await page.GotoAsync($"{app.Address}");
        await page.GetByRole(AriaRole.Region, new() { Name = "Gateways" }).GetByText("Mono").WaitForAsync();
        await page.GotoAsync($"{app.Address}gateways");
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await page.GetByText("No gateway to check yet.").WaitForAsync();
        Assert.Empty(Complaints);
        Assert.Empty(Foreign);
    }

    /// <summary>The database itself refuses, as a full disk would.</summary>
    private static Task RefuseWritesAsync(App app, string when) => ExecuteAsync(app, $"CREATE TRIGGER refuse {when} BEGIN SELECT RAISE(ABORT, 'disk is full'); END");

    private static async Task ExecuteAsync(App app, string sql)
    {
        await using var database = await app.Get<IDbContextFactory<OptaOpsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await database.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}

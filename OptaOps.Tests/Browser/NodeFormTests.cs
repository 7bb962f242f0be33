using System.Text;
using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Fleet;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class NodeFormTests : BrowserTest
{
    [Fact]
    public async Task A_node_is_tested_added_edited_and_removed_and_its_key_never_comes_back_to_the_browser()
    {
        await using var peer = await LmxSimulator.StartAsync(SavedNodes.Server("canary-admin"), TimeProvider.System);
        await using var app = await SavedNodes.StartAsync();
        var page = await BlankAsync(app);
        var received = new StringBuilder();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Append(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        await page.GotoAsync(app.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Add node" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add node" }).ClickAsync();
        await page.GetByText("Name is empty").WaitForAsync();
        Assert.Equal("true", await page.GetByLabel("Address").GetAttributeAsync("aria-invalid"));

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("studio");
        await page.GetByLabel("Address").FillAsync($"{peer.Address}");
        await page.GetByRole(AriaRole.Button, new() { Name = "What answers there?" }).ClickAsync();
        await page.GetByText("needed, none given").First.WaitForAsync();
        await page.GetByLabel("Admin key").FillAsync("canary-admin");
        await page.GetByRole(AriaRole.Button, new() { Name = "What answers there?" }).ClickAsync();
        await page.GetByText("accepted").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add node" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        Assert.Equal("", await page.GetByLabel("Admin key").InputValueAsync());
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("studio 2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await app.NodeAsync(node => node is { Name: "studio 2", State: NodeState.Online });

        await page.GotoAsync($"{app.Address}nodes/1/edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByText("Its stored keys are deleted").WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
        await page.GetByText("No node to watch yet.").WaitForAsync();
        Assert.DoesNotContain("canary", received.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task When_the_database_takes_nothing_the_form_says_so_and_keeps_what_was_typed()
    {
        await using var app = await SavedNodes.StartAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(app.Storage, "optaops.db")}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TRIGGER full BEFORE INSERT ON Nodes BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var page = await OpenAsync(app, "/nodes/new?name=studio&address=http://127.0.0.1:9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add node" }).ClickAsync();
        await page.GetByText("the disk is full").WaitForAsync();

        Assert.Equal("studio", await page.GetByLabel("Name", new() { Exact = true }).InputValueAsync());
        Assert.Empty(app.Get<NodeDirectory>().Nodes);
        Assert.Empty(Complaints);
    }
}

using Microsoft.Playwright;
using OptaOps.Tests.Loads;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Browser;

public sealed class LoadPageTests : BrowserTest
{
    [Fact]
    public async Task A_model_is_unloaded_and_another_loaded_from_the_page_and_another_browser_sees_it()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second);
        var page = await OpenAsync(node.App, "/nodes/1", 390);
        var other = await OpenAsync(node.App, "/nodes/1");

        await page.GetByRole(AriaRole.Button, new() { Name = $"Unload {MeasuredNode.Model}" }).ClickAsync();
        await page.GetByText("Frees 172.43 GB.").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unload it" }).ClickAsync();
        await other.GetByText("172.43 GB were freed").First.WaitForAsync();
        await other.GetByText("Nothing is loaded.").First.WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Read" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Load {LoadingNode.Second.Id}" }).ClickAsync();
        await page.GetByText("Needs about 40 GB").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load it" }).ClickAsync();
        await other.GetByText($"{LoadingNode.Second.Id} is loaded.").First.WaitForAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText($"{LoadingNode.Second.Id} is loaded.").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal((1, 1), (node.Server.Loads(), node.Server.Unloads()));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(Complaints);
        Assert.Empty(Foreign);
    }

    [Fact]
    public async Task A_node_that_lists_a_model_twice_and_a_load_that_fails_are_shown()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second with { LoadOutcome = SimulatedLoadOutcome.CanaryFailed });
        node.Server.Rewrite = (path, body) =>
        {
            if (path == "/admin/models")
            {
                body["loaded"]!.AsArray().Add(body["loaded"]![0]!.DeepClone());
            }

            return body;
        };
        await node.App.NodeAsync(view => view.Models is { Count: 2 });
        var page = await OpenAsync(node.App, "/nodes/1");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Unload {MeasuredNode.Model}" }).Nth(1).WaitForAsync();

        await page.GetByLabel("Id or absolute path of a model on the node").FillAsync(LoadingNode.Second.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Load {LoadingNode.Second.Id}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Load it" }).ClickAsync();
        await page.GetByText("its test answer failed").First.WaitForAsync();
        await page.GotoAsync(new Uri(node.App.Address, "/benchmarks?node=1").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Reload each model" }).WaitForAsync();

        Assert.Empty(Complaints);
    }
}

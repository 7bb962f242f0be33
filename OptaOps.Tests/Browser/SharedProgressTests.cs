using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

public sealed partial class SharedProgressTests : BrowserTest
{
    [Fact]
    public async Task A_matrix_from_a_second_browser_waits_says_so_and_both_see_the_same_progress()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "2");
        await app.NodeAsync(Serves);
        var first = await StartAsync(app);
        var second = await StartAsync(app);

        await second.GetByText("Waits for benchmark 1 on Mono512").First.WaitForAsync();
        await second.GotoAsync($"{app.Address}benchmarks/1");
        await Task.WhenAll(HasMovedOn(first), HasMovedOn(second));
        await first.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Cancel it" }).ClickAsync();
        await Task.WhenAll(first.GetByText("Cancelled").First.WaitForAsync(), second.GetByText("Cancelled").First.WaitForAsync());
        await second.GotoAsync($"{app.Address}benchmarks/2");
        await second.GetByText("Running").First.WaitForAsync();
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_page_whose_app_restarts_says_so_and_comes_back_by_itself_to_the_same_view()
    {
        string storage;
        IPage page;
        int port;
        await using (var app = await App.StartAsync(null, "--Simulator:Enabled", "true"))
        {
            (storage, port) = (app.Storage, app.Address.Port);
            await app.NodeAsync(Serves);
            page = await OpenAsync(app, "/?view=table");
            await page.GetByRole(AriaRole.Region, new() { Name = "Nodes" }).WaitForAsync();
        }

        await page.GetByText("Connection to OptaOps lost").WaitForAsync();
        await using var again = await App.StartAsync(storage, "--Simulator:Enabled", "true", "--Urls", $"http://127.0.0.1:{port}");
        await page.GetByText("Connection to OptaOps lost").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GetByRole(AriaRole.Region, new() { Name = "Nodes" }).GetByText("Mono512").WaitForAsync();
        Assert.EndsWith("/?view=table", page.Url, StringComparison.Ordinal);
    }

    private static bool Serves(NodeView node) => node.Name.StartsWith("Mono512", StringComparison.Ordinal) && node.Models is { Count: > 0 };

    private static Task HasMovedOn(IPage page) => page.Locator("section.live .figures").GetByText(MovedOn()).WaitForAsync();

    [GeneratedRegex("[3-9] of 10 runs")]
    private static partial Regex MovedOn();

    private async Task<IPage> StartAsync(App app)
    {
        var page = await OpenAsync(app, "/benchmarks?node=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run 10 measured runs" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();

        // The address itself is asked: Blazor changes it without a load, which WaitForURLAsync at times waits for in vain.
        await page.WaitForFunctionAsync("() => /^\\/benchmarks\\/\\d+$/.test(location.pathname)");
        return page;
    }
}

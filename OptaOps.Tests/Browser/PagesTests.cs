using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

public sealed class PagesTests : BrowserTest
{
    [Fact]
    public async Task A_stranger_starts_a_matrix_watches_it_finish_finds_it_in_history_and_again_after_a_restart()
    {
        string storage;
        await using (var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "40"))
        {
            storage = app.Storage;
            await app.NodeAsync(node => node.Name.StartsWith("Mono512", StringComparison.Ordinal) && node.Models is { Count: > 0 });
            var page = await OpenAsync(app, "/");
            await page.GetByText("Mono512").First.WaitForAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Benchmark", Exact = true }).First.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Run 10 measured runs" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
            await page.GetByText("Completed").First.WaitForAsync(new() { Timeout = 180_000 });
            await page.GetByText("10 of 10 runs ok").First.WaitForAsync();
            await page.GotoAsync($"{app.Address}history");
            await page.Locator("main .model b").First.WaitForAsync();
            await page.CloseAsync();
        }

        await using var again = await App.StartAsync(storage, "--Simulator:Enabled", "true", "--Simulator:Speed", "40");
        var later = await OpenAsync(again, "/benchmarks/1");
        await later.GetByText("10 of 10 runs ok").First.WaitForAsync();
        Assert.Empty(Foreign);
        Assert.Empty(Complaints);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nodes/1")]
    [InlineData("/benchmarks?node=1")]
    [InlineData("/history")]
    [InlineData("/events")]
    public async Task Every_page_stands_against_a_dead_node_with_the_right_word_and_no_figure(string path)
    {
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "gone", "--Fleet:Nodes:0:Address", "http://127.0.0.1:9", "--Fleet:PollEvery", "00:00:01");
        await app.NodeAsync(node => node.State == NodeState.Unreachable);
        var page = await OpenAsync(app, path);

        await page.GetByText("Unreachable").First.WaitForAsync();
        var text = await page.Locator("main").InnerTextAsync();

        Assert.DoesNotMatch(@"\b\d[\d.,]* ?(GB|ms|tok/s)\b", text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Empty(Complaints);
    }
}

using Microsoft.Playwright;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

public sealed class PagesTests : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly List<string> _foreign = [];
    private readonly List<string> _complaints = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

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
            await page.GetByRole(AriaRole.Button, new() { Name = "Run 8 measured runs" }).ClickAsync();
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button).Last.ClickAsync();
            await page.GetByText("Completed").First.WaitForAsync(new() { Timeout = 60_000 });
            await page.GetByText("8 of 8 runs ok").First.WaitForAsync();
            await page.GotoAsync($"{app.Address}history");
            await page.Locator("main .model b").First.WaitForAsync();
            await page.CloseAsync();
        }

        await using var again = await App.StartAsync(storage, "--Simulator:Enabled", "true", "--Simulator:Speed", "40");
        var later = await OpenAsync(again, "/benchmarks/1");
        await later.GetByText("8 of 8 runs ok").First.WaitForAsync();
        Assert.Empty(_foreign);
        Assert.Empty(_complaints);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/nodes/1")]
    [InlineData("/benchmarks?node=1")]
    [InlineData("/history")]
    public async Task Every_page_stands_against_a_dead_node_with_the_right_word_and_no_figure(string path)
    {
        await using var app = await App.StartAsync(null, "--Fleet:Nodes:0:Name", "gone", "--Fleet:Nodes:0:Address", "http://127.0.0.1:9", "--Fleet:PollEvery", "00:00:01");
        await app.NodeAsync(node => node.State == NodeState.Unreachable);
        var page = await OpenAsync(app, path);

        await page.GetByText("Unreachable").First.WaitForAsync();
        var text = await page.Locator("main").InnerTextAsync();

        Assert.DoesNotMatch(@"\b\d[\d.,]* ?(GB|ms|tok/s)\b", text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Empty(_complaints);
    }

    private async Task<IPage> OpenAsync(App app, string path)
    {
        var page = await _browser.NewPageAsync();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _foreign.Add(request.Url);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(new Uri(app.Address, path).ToString());
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }
}

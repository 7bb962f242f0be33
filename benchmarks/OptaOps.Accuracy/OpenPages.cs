using Microsoft.Playwright;

namespace OptaOps.Accuracy;

/// <summary>Pages of the running application in a real browser on the same machine.</summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OpenPages(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<OpenPages> OpenAsync(string address, IEnumerable<string> paths)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        foreach (var path in paths)
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(address + path);
            await page.Locator("h1").First.WaitForAsync();
        }

        return new OpenPages(playwright, browser);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

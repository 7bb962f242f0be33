using Microsoft.Playwright;

namespace OptaOps.Accuracy;

/// <summary>Pages of the running application in a real browser on the same machine; the other side of <see cref="PagesProcess"/>.</summary>
internal static class OpenPages
{
    private const string CountChanges =
        "() => { window.changes = 0; new MutationObserver(() => window.changes++).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true }); }";

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Answers every line on its input with how often the pages have drawn something new, until the input ends.</summary>
    public static async Task<int> RunAsync(string address, IEnumerable<string> paths)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
        var pages = new List<IPage>();
        foreach (var path in paths)
        {
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
            await page.GotoAsync(address + path);
            await page.Locator("h1").First.WaitForAsync();
            await page.EvaluateAsync(CountChanges);
            pages.Add(page);
        }

        do
        {
            var changes = await Task.WhenAll(pages.Select(page => page.EvaluateAsync<long>("() => window.changes")));
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{changes.Sum()}"));
        }
        while (await Console.In.ReadLineAsync() is not null);
        return 0;
    }
}

using Microsoft.Playwright;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Browser;

/// <summary>One real chromium a test; what a page complains of or fetches from elsewhere is kept.</summary>
public abstract class BrowserTest : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>Requests that did not go to the app.</summary>
    protected List<string> Foreign { get; } = [];

    /// <summary>Errors that pages threw.</summary>
    protected List<string> Complaints { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A page in a browser profile of its own, shown with its heading.</summary>
    private protected async Task<IPage> OpenAsync(App app, string path, int width = 1440)
    {
        var page = await BlankAsync(app, width);
        await page.GotoAsync(new Uri(app.Address, path).ToString());
        await page.Locator("h1").First.WaitForAsync();
        return page;
    }

    /// <summary>The same before it goes anywhere.</summary>
    private protected async Task<IPage> BlankAsync(App app, int width = 1440)
    {
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Foreign.Add(request.Url);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
        return page;
    }
}

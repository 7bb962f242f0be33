#:package Microsoft.Playwright
#:property PublishAot=false
#:property RunAnalyzers=false

// Opens every page of a running OptaOps in both themes and two widths and writes docs/screenshots. Called by scripts/screenshots.
using Microsoft.Playwright;

string[] flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
var (address, folder, pages) = (args[0], args[1], args[2..]);
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = flags });
var wrong = 0;
foreach (var theme in new[] { "dark", "light" })
{
    foreach (var width in new[] { 1440, 390 })
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        await context.AddInitScriptAsync($"localStorage.setItem('theme', '{theme}')");
        foreach (var named in pages)
        {
            var (name, path) = (named[..named.IndexOf('=')], named[(named.IndexOf('=') + 1)..]);
            var page = await context.NewPageAsync();
            page.PageError += (_, error) => Complain($"{name}: {error}");
            page.RequestFailed += (_, request) => Complain($"{name}: {request.Url} failed");
            await page.GotoAsync(address + path);
            await page.Locator("h1").First.WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('.loading') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('.xy'))");
            await page.EvaluateAsync("() => document.fonts.ready");
            var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 0)
            {
                Complain($"{name} is {over} px too wide at {width}");
            }

            if (name != "api")
            {
                // A window as high as the page: what is fixed to its edges stays there.
                var height = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
                await page.SetViewportSizeAsync(width, Math.Max(900, height));
            }

            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{theme}-{width}.png") });
            await page.CloseAsync();
        }
    }
}

return wrong == 0 ? 0 : 1;

void Complain(string sentence)
{
    wrong++;
    Console.Error.WriteLine(sentence);
}

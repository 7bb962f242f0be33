using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OptaOps.Web.Components;

namespace OptaOps.Tests.Support;

/// <summary>A page of the running app as HTML, drawn by the very components that a circuit draws, without a browser: milliseconds a page.</summary>
internal static class PageHtml
{
    public static async Task<IHtmlDocument> ReadAsync(App app, string path)
    {
        await using var scope = app.Get<IServiceScopeFactory>().CreateAsyncScope();
        var navigation = scope.ServiceProvider.GetRequiredService<NavigationManager>();
        ((IHostEnvironmentNavigationManager)navigation).Initialize($"{app.Address}", $"{new Uri(app.Address, path)}");
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Routes>()).ToHtmlString());
        return new HtmlParser().ParseDocument(html);
    }
}

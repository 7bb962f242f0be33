using Scalar.AspNetCore;

namespace OptaOps.Web.Api;

/// <summary>
/// The reader of the API description at <c>/api</c>. Scalar's own page starts itself by an inline script, which our content security policy
/// forbids; this page starts the same script from a file.
/// </summary>
internal static class ReaderPage
{
    private const string Assets = "/api/scalar";

    private const string Html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>API · OptaOps</title>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
            <script src="/js/theme.js"></script>
        </head>
        <body>
            <div id="app"></div>
            <script src="/api/scalar/scalar.js"></script>
            <script type="module" src="/js/api-reader.js"></script>
        </body>
        </html>
        """;

    public static void MapReaderPage(this WebApplication app)
    {
        app.MapScalarApiReference(Assets, scalar => scalar.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp());
        app.MapGet("/api", () => Results.Content(Html, "text/html; charset=utf-8")).ExcludeFromDescription();
    }
}

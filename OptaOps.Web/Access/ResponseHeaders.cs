namespace OptaOps.Web.Access;

/// <summary>
/// Headers of every answer: scripts, fonts and connections from here alone, no frame around us. Outermost of all, so that the refusal of a
/// wrong host has them, and set when the answer starts, since the handler of exceptions clears what was set before.
/// </summary>
internal sealed class ResponseHeaders : IStartupFilter
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self' ws: wss:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(FrameAsync);
        next(app);
    };

    private static Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // Not no-referrer: with that a browser sends our own forms with "Origin: null", which OriginCheck refuses.
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            return Task.CompletedTask;
        });
        return next(context);
    }
}

namespace OptaOps.Web.Access;

/// <summary>
/// A browser names the page that makes a request. Another site's page must neither change anything here nor open a circuit, even where
/// OptaOps is open on loopback.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isSafe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        if (isSafe && !request.Path.StartsWithSegments("/_blazor"))
        {
            return next(context);
        }

        var origin = request.Headers.Origin.ToString();
        var isOwn = origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        return isOwn
            ? next(context)
            : Problems.WriteAsync(context, 403, "foreignOrigin", "The request comes from a page of another site. Use OptaOps at its own address.");
    }
}

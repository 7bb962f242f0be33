using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace OptaOps.Web.Access;

/// <summary>Errors as RFC 9457 problem documents with a <c>code</c> for scripts and a sentence for people.</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(Document(status, code, detail), options: null, "application/problem+json", context.RequestAborted);
    }

    public static ProblemDetails Document(int status, string code, string detail) => new()
    {
        Status = status,
        Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
        Extensions = { ["code"] = code },
    };

    public static void Handle(IApplicationBuilder app) => app.Run(context =>
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return error is BadHttpRequestException bad
            ? WriteAsync(context, bad.StatusCode, "badRequest", Sentence(bad))
            : WriteAsync(context, 500, "internalError", "OptaOps failed inside. Its log tells more.");
    });

    /// <summary>Someone who opened a page gets words for an address that has none, too.</summary>
    public static bool WantsPage(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api");

    /// <summary>Answers without a body, such as 404 and 405 of the router, get a problem document when a script asked.</summary>
    public static Task StatusPageAsync(StatusCodeContext pages)
    {
        var (context, status) = (pages.HttpContext, pages.HttpContext.Response.StatusCode);
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            return Task.CompletedTask;
        }

        var (code, detail) = status switch
        {
            404 => ("notFound", $"There is no {context.Request.Path}. /openapi/v1.json lists what there is."),
            405 => ("methodNotAllowed", $"{context.Request.Method} is not possible on {context.Request.Path}. /openapi/v1.json lists what is."),
            415 => ("notJson", "The body must be JSON: send Content-Type: application/json."),
            _ => ("refused", $"The request was refused with status {status}."),
        };
        return WriteAsync(context, status, code, detail);
    }

    private static string Sentence(BadHttpRequestException bad) => bad.InnerException is JsonException { Path: { Length: > 0 } path } json
        ? $"The body does not fit at {path}: {json.Message.Split(" Path:")[0]}"
        : bad.Message;
}

using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace OptaOps.Web.Access;

/// <summary>One static form for the token; no circuit is opened before it has been passed.</summary>
internal static class LoginPage
{
    public const string Cookie = "optaops";
    private const string Generation = "generation";
    private const string Attempts = "login";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Called by scripts and circuits, which a redirect to the form would mislead.</summary>
    private static readonly PathString[] NoPages = ["/api", "/openapi", "/_blazor"];

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = Cookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.LoginPath = "/login";
        cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (NoPages.Any(path => context.Request.Path.StartsWithSegments(path)))
            {
                return BearerHandler.RefuseAsync(context.HttpContext);
            }

            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = context =>
        {
            var token = context.HttpContext.RequestServices.GetRequiredService<AccessToken>();
            if (context.Principal?.FindFirstValue(Generation) != token.Generation)
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
    }

    public static void LimitAttempts(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Attempts, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = Window }));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : Window;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Form(null, "Too many attempts. Wait a minute and try again.", StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    }

    public static void MapLoginPage(this WebApplication app)
    {
        app.MapGet("/login", (string? returnUrl, AccessToken token) => token.IsSet ? Form(returnUrl, null, 200) : Results.Redirect("/"))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/login", SignInAsync).AllowAnonymous().RequireRateLimiting(Attempts).ExcludeFromDescription().DisableAntiforgery();
        app.MapPost("/logout", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.Problem(Problems.Document(400, "staleForm", "The form was too old. Reload the page and try again."));
            }

            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.Redirect("/login");
        }).ExcludeFromDescription().DisableAntiforgery();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IAntiforgery antiforgery, AccessToken token)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Form(null, "The form was too old. Try again.", 401);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = form["returnUrl"].ToString();
        if (!token.Matches(form["token"]))
        {
            return Form(returnUrl, "That is not the token set in Access:Token.", 401);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "operator"), new Claim(Generation, token.Generation)], Cookie);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
        return Results.Redirect(IsLocal(returnUrl) ? returnUrl : "/");
    }

    /// <summary>A path of ours, as a browser writes it: what is not ASCII has been escaped.</summary>
    private static bool IsLocal(string url) => url is ['/', ..] && url is not ['/', '/' or '\\', ..] && url.All(letter => char.IsAscii(letter) && !char.IsControl(letter));

    private static RazorComponentResult<LoginForm> Form(string? returnUrl, string? problem, int status) =>
        new(new { ReturnUrl = returnUrl ?? "/", Problem = problem }) { StatusCode = status };
}

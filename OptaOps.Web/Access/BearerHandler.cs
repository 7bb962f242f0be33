using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OptaOps.Web.Access;

/// <summary><c>Authorization: Bearer</c> for scripts.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessToken token)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Bearer";
    private const string Prefix = "Bearer ";

    public static bool IsMeant(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses without leading to the form, which a script would take for its answer.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = Name;
        return Problems.WriteAsync(
            context, 401, "unauthorized", "The token is missing or wrong. Sign in at /login, or send it as Authorization: Bearer, as set in Access:Token.");
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        !IsMeant(Request) ? AuthenticateResult.NoResult()
        : token.Matches(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim())
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "script")], Name)), Name))
            : AuthenticateResult.Fail("The token is wrong."));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => RefuseAsync(Context);
}

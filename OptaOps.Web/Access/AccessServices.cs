using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using OptaOps.Core.Storage;
using OptaOps.Web.Hosting;

namespace OptaOps.Web.Access;

/// <summary>The safety floor (design §7): open on loopback; elsewhere a token, or a stated wish to be open.</summary>
internal static class AccessServices
{
    private const string Choose = "Access";

    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var access = configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        RefuseUnsafeStart(configuration, access);
        services.Configure<AccessOptions>(configuration.GetSection(AccessOptions.Section));
        services.AddSingleton<AccessToken>();
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ResponseHeaders>());
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SameSite = SameSiteMode.Strict);
        services.AddRateLimiter(LoginPage.LimitAttempts);
        var storage = ContentRoot.Absolute(environment, configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Directory)}"] ?? "data");
        services.AddDataProtection().SetApplicationName("OptaOps").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(storage, "keys")));
        services.AddAuthentication(Choose)
            .AddPolicyScheme(Choose, null, choose => choose.ForwardDefaultSelector = context =>
                BearerHandler.IsMeant(context.Request) ? BearerHandler.Name : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(LoginPage.Configure)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            access.Token.Length > 0 ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build() : null);
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseExceptionHandler(Problems.Handle);
        app.UseMiddleware<OriginCheck>();
        app.UseStatusCodePages(Problems.StatusPageAsync);
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapLoginPage();
    }

    private static void RefuseUnsafeStart(IConfiguration configuration, AccessOptions access)
    {
        List<string> faults = [.. ListenAddresses.Faults(configuration)];
        if (faults.Count == 0 && !ListenAddresses.AreLoopback(configuration) && access is { Token.Length: 0, AllowOpenLan: false })
        {
            faults.Add(
                $"Urls is {configuration["Urls"]}, which others on the network can reach, but Access:Token is empty. "
                + "Set Access__Token to a long secret, or listen on 127.0.0.1, or set Access__AllowOpenLan=true if everyone on the network may use it.");
        }

        if (access.Token.Length is > 0 and < 12)
        {
            faults.Add("Access:Token is shorter than 12 characters. Set a longer one.");
        }

        if (faults.Count > 0)
        {
            throw new StartRefusedException(faults);
        }
    }
}

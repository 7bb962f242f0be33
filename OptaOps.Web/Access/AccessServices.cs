using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using OptaOps.Core;
using OptaOps.Core.Storage;
using OptaOps.Web.Hosting;

namespace OptaOps.Web.Access;

/// <summary>The safety floor (design §7): open on loopback; elsewhere a token, or a stated wish to be open.</summary>
internal static class AccessServices
{
    private const string Choose = "Access";

    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSettings<AccessOptions>(AccessOptions.Section);
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsCheck>();
        services.AddSingleton<AccessToken>();
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ResponseHeaders>());
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SameSite = SameSiteMode.Strict);
        services.AddRateLimiter(LoginPage.LimitAttempts);
        var storage = ContentRoot.Absolute(environment, configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Directory)}"] ?? "data");
        services.AddDataProtection().SetApplicationName("OptaOps").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(storage, "keys")));
        services.AddSingleton(provider => NodeKeySeal.Of(provider.GetRequiredService<IDataProtectionProvider>()));
        services.AddAuthentication(Choose)
            .AddPolicyScheme(Choose, null, choose => choose.ForwardDefaultSelector = context =>
                BearerHandler.IsMeant(context.Request) ? BearerHandler.Name : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(LoginPage.Configure)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<AccessToken>((authorization, token) =>
            authorization.FallbackPolicy = token.IsSet ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build() : null);
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseExceptionHandler(Problems.Handle);
        app.UseMiddleware<HostCheck>();
        app.UseMiddleware<OriginCheck>();
        app.UseStatusCodePages(Problems.StatusPageAsync);
        app.UseWhen(Problems.WantsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapLoginPage();
    }
}

using MudBlazor;
using MudBlazor.Services;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components;

internal static class ComponentServices
{
    public static void AddOptaOpsComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        services.AddSingleton<ModelPalette>();
        services.AddHostedService<PaletteMemory>();
    }

    public static void MapOptaOpsComponents(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = null);
    }
}

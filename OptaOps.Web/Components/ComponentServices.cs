namespace OptaOps.Web.Components;

internal static class ComponentServices
{
    public static void AddOptaOpsComponents(this IServiceCollection services) => services.AddRazorComponents();

    public static void MapOptaOpsComponents(this WebApplication app) => app.MapStaticAssets().AllowAnonymous();
}

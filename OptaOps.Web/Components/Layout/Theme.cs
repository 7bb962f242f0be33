using MudBlazor;

namespace OptaOps.Web.Components.Layout;

/// <summary>What MudBlazor must know beside css/tokens.css, which holds the palettes of both themes.</summary>
public static class Theme
{
    public static MudTheme Ops { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "12px", DrawerWidthLeft = "216px", AppbarHeight = "52px" },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = ["Sora", "system-ui", "sans-serif"], FontSize = ".8125rem" } },
    };
}

using Plotly.Blazor;
using PlotLayout = Plotly.Blazor.Layout;

namespace OptaOps.Web.Components.Charts;

/// <summary>A picture as Plotly's data and layout; immutable, so that the same one is never drawn twice.</summary>
public abstract class PlotFigure
{
    /// <summary>Pixels.</summary>
    public abstract int Height { get; }

    public abstract IList<ITrace> Traces();

    public abstract PlotLayout Layout();

    /// <summary>Where a click on a point leads; null where it leads nowhere.</summary>
    public virtual string? Link(int curve, int point) => null;

    /// <summary>Plotly reads a little HTML in texts; names that nodes sent must stay text.</summary>
    public static string Plain(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}

using OptaOps.Core.Fleet;
using OptaOps.Core.Loads;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>Whether a model on the disk would find room, in words, by the size of its files.</summary>
internal sealed record DiskFit(string Words, string Tone, string? Glyph, bool CanLoad)
{
    public static DiskFit Of(NodeView node, DiskModel model)
    {
        if (model.IsModel == false)
        {
            return new("no model: a dataset or a space", "mut", null, false);
        }

        if (node.Models?.Any(loaded => loaded.Id == model.Id) == true)
        {
            return new("loaded", "t-ok", "online", false);
        }

        var fit = MemoryFit.On(node, model.SizeGb);
        return fit.Kind switch
        {
            FitKind.Fits => new($"fits, {Figures.Of(fit.FreeGb - model.SizeGb, 1)} to spare", "t-ok", "check", true),
            FitKind.Evicts => new($"would unload {string.Join(", ", fit.Evicts.Select(id => ModelNames.Split(id).Name))}", "t-warn", "overloaded", true),
            FitKind.TooLarge => new("does not fit, even alone", "t-err", "cross", false),
            _ => new("unknown", "mut", "dash", true),
        };
    }
}

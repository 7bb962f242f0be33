using MudBlazor;
using OptaOps.Core.Fleet;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The question before a matrix starts: what it changes on the node, and whether somebody who is using it may be slowed down.</summary>
internal static class RunDialog
{
    public static Task<bool> AskAsync(IDialogService dialogs, NodeView node, MatrixSelection selection, int runs, IReadOnlyList<int> ahead)
    {
        var used = RunChecks.SomebodyUsesIt(node, ahead);
        var title = used ? $"Somebody is using {Show.Node(node.Name)}. Run anyway?" : $"Run {Show.Plural(runs, "measured run")} on {Show.Node(node.Name)}?";
        return AskDialog.AskAsync(dialogs, title, Paragraphs(node, selection, runs, ahead), used ? "Run anyway" : "Run", "Not now");
    }

    public static IReadOnlyList<string> Paragraphs(NodeView node, MatrixSelection selection, int runs, IReadOnlyList<int> ahead)
    {
        List<string> paragraphs = [];
        if (RunChecks.SomebodyUsesIt(node, ahead))
        {
            paragraphs.Add(
                $"{Show.Plural(node.InFlightRequests!.Value, "request")} in flight right now. Both would slow each other, and runs that were not alone are "
                + "flagged and stay out of the history. Each run waits up to 30 s for a quiet node.");
        }

        paragraphs.Add(
            $"{Show.Plural(selection.Models.Count, "model")} × {Show.Plural(selection.Scenarios.Count, "scenario")}, {Show.Plural(runs, "run")} one after the other. "
            + MatrixEffects.Sentence + " While a run is measured OptaOps sends the node nothing else.");
        if (ahead.Count > 0)
        {
            paragraphs.Add($"It waits for benchmark {Show.List(ahead)} on {Show.Node(node.Name)} and starts by itself.");
        }

        return paragraphs;
    }
}

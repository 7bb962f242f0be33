using MudBlazor;
using OptaOps.Core.Fleet;
using OptaOps.Core.Loads;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The question before a matrix starts: what it changes on the node, and whether somebody who is using it may be slowed down.</summary>
internal static class RunDialog
{
    public static Task<bool> AskAsync(IDialogService dialogs, NodeView node, MatrixSelection selection, int runs, IReadOnlyList<int> ahead, IReadOnlyList<ReloadPlan> reloads, int loads)
    {
        var used = RunChecks.SomebodyUsesIt(node, ahead);
        var title = used ? $"Somebody is using {Show.Node(node.Name)}. Run anyway?" : $"Run {Show.Plural(runs, "measured run")} on {Show.Node(node.Name)}?";
        return AskDialog.AskAsync(dialogs, title, [.. Paragraphs(node, selection, runs, ahead, reloads.Count > 0), .. Reloads(reloads, loads)], used ? "Run anyway" : reloads.Count > 0 ? "Reload and run" : "Run", "Not now", dangerous: reloads.Count > 0);
    }

    private static IReadOnlyList<string> Paragraphs(NodeView node, MatrixSelection selection, int runs, IReadOnlyList<int> ahead, bool reloads)
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
            + MatrixEffects.Sentence(reloads) + " While a run is measured OptaOps sends the node nothing else.");
        if (ahead.Count > 0)
        {
            paragraphs.Add($"It waits for benchmark {Show.List(ahead)} on {Show.Node(node.Name)} and starts by itself.");
        }

        return paragraphs;
    }

    /// <summary>What a reload does to each model, and what of its present load will not come back.</summary>
    private static IEnumerable<string> Reloads(IReadOnlyList<ReloadPlan> reloads, int loads)
    {
        foreach (var reload in reloads)
        {
            var usual = reload.UsualMs is { } ms ? $", usually {Show.Duration(TimeSpan.FromMilliseconds(ms))} min each" : ", how long each takes is not on record";
            yield return $"{ModelNames.Split(reload.ModelId).Name} is unloaded and loaded again {Show.Plural(loads, "time")}{usual}. Meanwhile the node serves nobody, and a load that has begun cannot be stopped.";
        }

        if (reloads.Count > 0)
        {
            yield return string.Join(' ', reloads.SelectMany(reload => reload.Lost).Distinct(StringComparer.Ordinal));
        }
    }
}

using System.Text.Json.Nodes;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>
/// Whether a loaded model can be unloaded and loaded again as it was, read just before. One doubt is enough to refuse: a model that was auto-loaded
/// from another cache can be unloaded but not loaded again, which would leave the node without it.
/// </summary>
internal sealed class ReloadPlanner(NodeDirectory nodes, LoadSurveyor surveyor, DiskLists disks, LmxClients clients, LoadTimes times, NodeGates gates, Latest<LoadBoard> board)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Outcome<ReloadPlan>> PlanAsync(int nodeId, string modelId, CancellationToken cancellationToken)
    {
        if (nodes.Find(nodeId) is not { } node)
        {
            return LoadRefusals.UnknownNode(nodeId);
        }

        var read = await surveyor.ReadAsync(node, cancellationToken);
        if (read.Value is not { } survey)
        {
            return NotSafe(modelId, read.Refusal!.Message);
        }

        if (survey.Find(modelId) is not { } model)
        {
            return LoadRefusals.NotLoaded(node, modelId, survey.Loaded.Select(each => each.Id));
        }

        if (Doubt(survey, model) is { } doubt)
        {
            return NotSafe(modelId, doubt);
        }

        if (!LoadPlanner.IsPath(modelId) && await DoubtOfDiskAsync(nodeId, modelId, cancellationToken) is { } missing)
        {
            return NotSafe(modelId, missing);
        }

        var backend = await BackendAsync(node, modelId, cancellationToken);

        // The list of what is on the disk can take a minute: what must be true at the unload is read once more.
        if ((await surveyor.ReadAsync(node, cancellationToken)).Value is not { } again || again.Find(modelId) is not { } still)
        {
            return NotSafe(modelId, "the node did not list it again a moment later.");
        }

        if (Doubt(again, still) is { } late)
        {
            return NotSafe(modelId, late);
        }

        (survey, model) = (again, still);
        var keepAlive = board.Value.KeepAliveOf(nodeId, NodeModels.From(model));
        return new ReloadPlan(modelId, await times.UsualMsAsync(nodeId, modelId, cancellationToken), [.. Lost(backend, keepAlive)])
        {
            Survey = survey,
            Request = new LoadRequest(modelId)
            {
                Performance = model.Performance,
                MemoryEstimateGb = survey.Fit(model.MemoryGb, model).EstimateGb,
                Backend = backend,
                KeepAliveSeconds = keepAlive,
            },
        };
    }

    private static Refusal NotSafe(string modelId, string why) =>
        Refusal.Conflict("reloadNotSafe", $"{LoadWords.Model(modelId)} is not reloaded, and nothing was sent: {why}");

    private static string? Doubt(LoadSurvey survey, LoadedModel model)
    {
        if (model.Readiness != "routable")
        {
            var said = model.Readiness is { } readiness ? $"it is {UntrustedText.Shorten(readiness)}" : "the node does not tell whether it is";
            return $"only a routable model is reloaded, and {said}. Use coldStart \"asFound\".";
        }

        if (survey.InFlight is not 0)
        {
            return $"{LoadWords.InFlight(survey.InFlight)}, and a reload would cut them. Try again when the node is quiet.";
        }

        if (model.MemoryGb is not { } memory)
        {
            return "how much memory it takes is not known, so it is not sure that it finds room again.";
        }

        var asked = Estimate(model.Performance);
        var fit = survey.Fit(Math.Max(asked ?? 0, memory), model);
        var enough = fit.Kind == FitKind.Fits && (asked is null || fit.EstimateGb >= asked);
        return enough ? null
            : fit.Kind == FitKind.Unknown && fit.Evicts.Count == 0 ? "the node does not tell its memory, so it is not sure that it finds room again."
            : survey.Loaded.Count > 1 ? "the node could have to unload another model to make room for it again. Unload what is not needed first."
            : "once unloaded it might not find room again: other programs take memory beside it.";
    }

    /// <summary>The estimate among the model's own overrides, GiB, which the reload repeats; null when there is none.</summary>
    private static double? Estimate(string? performance) =>
        performance is not null && JsonNode.Parse(performance)?["memory_estimate_gb"] is JsonValue value && value.TryGetValue<double>(out var gb) && gb > 0 ? gb : null;

    private async Task<string?> DoubtOfDiskAsync(int nodeId, string modelId, CancellationToken cancellationToken)
    {
        var read = await disks.ReadAsync(nodeId, cancellationToken);
        return read.Value is not { } disk ? read.Refusal!.Message
            : disk.Find(modelId) is null
                ? "the node does not list it on its disk. It was loaded from another folder, and once unloaded it could not be loaded again by this id."
                : null;
    }

    private async Task<string?> BackendAsync(Node node, string modelId, CancellationToken cancellationToken)
    {
        using var lease = await gates.For(node.Id).EnterReadAsync(cancellationToken);
        return (await clients.For(node.Endpoint).GetCompatibilityAsync(modelId, Patience, cancellationToken)).Value?.BackendOf(modelId);
    }

    private static IEnumerable<string> Lost(string? backend, int? keepAlive)
    {
        if (backend is null)
        {
            yield return "Its backend cannot be read, so the node chooses one anew.";
        }

        if (keepAlive is null)
        {
            yield return "A keep-alive that somebody else set cannot be read and will be lost.";
        }

        yield return "Whether it was loaded against a quarantine or an unsupported runtime cannot be read and is not repeated.";
        yield return "Its request counters and the node's prefix cache start anew.";
    }
}

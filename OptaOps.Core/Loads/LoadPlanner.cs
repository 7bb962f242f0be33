using System.Globalization;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>A plan with what it rests on.</summary>
internal sealed record PlannedLoad(Node Node, LoadSurvey Survey, LoadPlan Plan);

/// <summary>Reads the node just before and says what a load or an unload will do, or why it will not be sent.</summary>
internal sealed class LoadPlanner(
    NodeDirectory nodes, LoadSurveyor surveyor, DiskLists disks, LoadTimes times, LoadsUnderWay underWay, NodeGates gates, Latest<FleetBoard> fleet)
{
    public async Task<Outcome<PlannedLoad>> PlanAsync(LoadKind kind, int nodeId, string? modelId, CancellationToken cancellationToken)
    {
        if (LoadRefusals.Id(modelId) is { } badId)
        {
            return badId;
        }

        if (nodes.Find(nodeId) is not { } node)
        {
            return LoadRefusals.UnknownNode(nodeId);
        }

        if (LoadRefusals.Closed(node, fleet.Value.Find(nodeId), gates.For(nodeId), underWay.On(nodeId), null) is { } closed)
        {
            return closed;
        }

        var read = await surveyor.ReadAsync(node, cancellationToken);
        return read.Value is not { } survey ? read.Refusal!
            : kind == LoadKind.Load ? await LoadAsync(node, modelId!, survey, cancellationToken)
            : await UnloadAsync(node, modelId!, survey, cancellationToken);
    }

    private async Task<Outcome<PlannedLoad>> LoadAsync(Node node, string modelId, LoadSurvey survey, CancellationToken cancellationToken)
    {
        if (survey.Find(modelId) is not null)
        {
            return Refusal.Conflict("modelAlreadyLoaded", $"{LoadWords.Model(modelId)} is loaded on {node.Name} already. Unload it first to load it anew.");
        }

        var disk = (await disks.ReadAsync(node.Id, cancellationToken)).Value;
        var size = disk?.Find(modelId)?.SizeGb;
        var fit = survey.Fit(size, null);
        if (fit.Kind == FitKind.TooLarge)
        {
            return Refusal.Conflict(
                "doesNotFit",
                $"The files of {LoadWords.Model(modelId)} are {LoadWords.Gb(size!.Value)}: more than {node.Name} has under its threshold even with nothing else loaded. "
                + "LMX would unload everything and then fail. Choose a smaller quantisation or raise memory.max_memory_percent there.");
        }

        var usual = await times.UsualMsAsync(node.Id, modelId, cancellationToken);
        var listed = disk is null ? (bool?)null : disk.Find(modelId) is not null;
        return new PlannedLoad(node, survey, new LoadPlan(
            node.Id, node.Name, modelId, LoadKind.Load, size, fit, survey.InFlight, usual, listed, fit.Evicts.Count > 0 || UnknownCanEvict(fit, survey), [.. LoadSentences(modelId, survey, size, fit, usual, listed)]));
    }

    private async Task<Outcome<PlannedLoad>> UnloadAsync(Node node, string modelId, LoadSurvey survey, CancellationToken cancellationToken)
    {
        if (survey.Find(modelId) is not { } model)
        {
            return LoadRefusals.NotLoaded(node, modelId, survey.Loaded.Select(each => each.Id));
        }

        var disk = (await disks.ReadAsync(node.Id, cancellationToken)).Value;
        var listed = disk is null ? (bool?)null : disk.Find(modelId) is not null || IsPath(modelId);
        return new PlannedLoad(node, survey, new LoadPlan(
            node.Id, node.Name, modelId, LoadKind.Unload, model.MemoryGb, null, survey.InFlight, null, listed, false, [.. UnloadSentences(survey, model, listed)]));
    }

    internal static bool IsPath(string modelId) => modelId.StartsWith('/');

    /// <summary>Without an estimate of ours LMX reserves all that is free, and unloads others when nothing is (contract §4.3).</summary>
    private static bool UnknownCanEvict(MemoryFit fit, LoadSurvey survey) => fit.EstimateGb is null && survey.Loaded.Count > 0;

    private static IEnumerable<string> LoadSentences(string modelId, LoadSurvey survey, double? size, MemoryFit fit, double? usual, bool? listed)
    {
        var free = fit.FreeGb is { } gb
            ? string.Create(CultureInfo.InvariantCulture, $"{LoadWords.Gb(gb)} are free under the threshold of {survey.Memory!.ThresholdPercent:0.#} %.")
            : "How much memory is free is not known.";
        yield return size is { } needs
            ? $"Needs about {LoadWords.Gb(needs)}, the size of its files; {free}"
            : $"How much memory it needs is not known, so whether it fits is not either; {free}";
        if (fit.Evicts.Count > 0)
        {
            yield return $"To make room the node will unload {LoadWords.Models(fit.Evicts)}; requests to it are cut.";
        }
        else if (UnknownCanEvict(fit, survey))
        {
            yield return $"So the node may unload any of {LoadWords.Models([.. survey.Loaded.Select(model => model.Id)])} to make room; requests to it are cut.";
        }

        if (listed == false && !IsPath(modelId))
        {
            yield return "The node does not list this id on its disk: it will probably answer that a download is required. Nothing is downloaded by itself.";
        }

        yield return usual is { } ms ? $"Usually takes {LoadWords.Span(ms)}." : "How long it takes here is not on record yet.";
        yield return survey.InFlight == 0
            ? "No request is in flight. While it loads the node may answer nobody."
            : $"{LoadWords.InFlight(survey.InFlight)}. While it loads the node may answer nobody, so they may stand still.";
    }

    private static IEnumerable<string> UnloadSentences(LoadSurvey survey, LoadedModel model, bool? listed)
    {
        yield return model.MemoryGb is { } gb ? $"Frees {LoadWords.Gb(gb)}." : "How much memory it frees is not known: the node does not tell what the model takes.";
        yield return survey.InFlight switch
        {
            null or 0 => $"{LoadWords.InFlight(survey.InFlight)}.",
            _ when survey.Loaded.Count == 1 => $"{LoadWords.InFlight(survey.InFlight)} and will be cut.",
            _ => $"{LoadWords.InFlight(survey.InFlight)} on the node; those to this model will be cut.",
        };
        if (listed == false)
        {
            yield return "The node does not list this id on its disk: it can be unloaded, but very likely not loaded again by this id.";
        }
        else if (listed is null)
        {
            yield return "Whether it could be loaded again by this id is not known: the list of what is on the disk could not be read.";
        }
    }
}

using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Core.Benchmarks;

/// <summary>A request that was found sound.</summary>
internal sealed record BenchmarkPlan(Node Node, IReadOnlyList<string> Models, IReadOnlyList<Scenario> Scenarios, ColdStart ColdStart)
{
    public IEnumerable<CellRow> Cells() => Models.SelectMany((model, m) => Scenarios.Select((scenario, s) => new CellRow
    {
        Position = (m * Scenarios.Count) + s,
        Model = model,
        Scenario = scenario.Name,
        ScenarioVersion = scenario.Version,
        MaxTokens = scenario.MaxTokens,
        Repeats = scenario.Repeats + Math.Max(0, ColdLoads(s) - 1),
        ColdLoads = ColdLoads(s),
        Concurrency = scenario.Concurrency,
        State = CellState.Queued,
    }));

    /// <summary>The scenario whose first run is the cold one has a run more for each further load.</summary>
    private int ColdLoads(int scenario) =>
        ColdStart == ColdStart.Reload && scenario == RunSchedule.First([.. Scenarios.Select(each => new PlannedScenario(each.Repeats, each.Concurrency))])
            ? 1 + Scenarios[scenario].ColdRepeats
            : 0;
}

/// <summary>Refuses a bad matrix before anything is stored, with a sentence that names what is wrong and what would be right.</summary>
internal sealed class BenchmarkPlanner(ScenarioCatalog catalog, NodeDirectory nodes, Latest<FleetBoard> fleet, TimeProvider time)
{
    private const int MostRuns = 1000;

    public Outcome<BenchmarkPlan> Plan(BenchmarkRequest request)
    {
        if (nodes.Find(request.NodeId) is not { } node)
        {
            return Refusal.NotFound("nodeNotFound", $"nodeId {request.NodeId} is no node here. {Known("Nodes", nodes.Nodes.Select(each => $"{each.Id} {each.Name}"))}");
        }

        if (request.ColdStart is ColdStart.Load)
        {
            return Refusal.Invalid(
                "coldStartNotAvailable", "coldStart \"load\" is not available yet. Use \"asFound\", which measures what is loaded, or \"reload\", which loads it anew.");
        }

        var scenarios = Scenarios(request);
        if (scenarios.Value is null)
        {
            return scenarios.Refusal!;
        }

        var models = Models(request, node);
        return models.Value is null ? models.Refusal! : Size(new BenchmarkPlan(node, models.Value, scenarios.Value, request.ColdStart ?? ColdStart.AsFound));
    }

    private static Outcome<BenchmarkPlan> Size(BenchmarkPlan plan)
    {
        var runs = plan.Cells().Sum(cell => cell.PlannedRuns);
        return runs > MostRuns
            ? Refusal.Invalid("matrixTooLarge", $"The matrix has {runs} runs, at most {MostRuns} go into one benchmark. Split it.")
            : plan;
    }

    private Outcome<Scenario[]> Scenarios(BenchmarkRequest request)
    {
        if (Names(request.Scenarios, "scenarios") is { } refusal)
        {
            return refusal;
        }

        var unknown = request.Scenarios!.Where(name => catalog.Find(name) is null).ToArray();
        return unknown.Length > 0
            ? Refusal.Invalid("unknownScenario", $"There is no scenario {Quote(unknown)}. {Known("Scenarios", catalog.All.Select(each => each.Name))}")
            : request.Scenarios!.Select(name => catalog.Find(name)!).ToArray();
    }

    private Outcome<string[]> Models(BenchmarkRequest request, Node node)
    {
        if (Names(request.Models, "models") is { } refusal)
        {
            return refusal;
        }

        if (fleet.Value.Find(node.Id)?.At(time.GetUtcNow()) is not { Models: { } loaded } view)
        {
            var reason = fleet.Value.Find(node.Id)?.At(time.GetUtcNow()).Reason ?? "Its first answer is awaited.";
            return Refusal.Conflict("nodeNotReady", $"What is loaded on {node.Name} is not known yet: {reason} Try again when the node is online.");
        }

        var missing = request.Models!.Where(id => loaded.All(model => model.Id != id)).ToArray();
        return missing.Length > 0
            ? Refusal.Conflict("modelNotLoaded", $"{Quote(missing)} is not loaded on {view.Name}. {Known("Loaded", loaded.Select(model => model.Id))} Ids are exact and case-sensitive.")
            : request.Models!.ToArray();
    }

    private static Refusal? Names(IReadOnlyList<string>? names, string field)
    {
        if (names is null || names.Count == 0 || names.Any(string.IsNullOrWhiteSpace))
        {
            return Refusal.Invalid("emptyMatrix", $"{field} is empty or has an empty name. Name at least one, so that the matrix has a cell.");
        }

        var twice = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : Refusal.Invalid("duplicateName", $"{field} names {Quote([twice.Key])} twice. Name each once.");
    }

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{UntrustedText.Shorten(name)}\""));

    private static string Known(string what, IEnumerable<string> names)
    {
        var list = string.Join(", ", names.Select(UntrustedText.Shorten));
        return list.Length == 0 ? $"{what}: none." : $"{what}: {list}.";
    }
}

using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The rows and columns that were picked. A matrix is models × scenarios, so a cell is picked when both of its headers are.</summary>
public sealed record MatrixSelection(IReadOnlyList<string> Models, IReadOnlyList<string> Scenarios)
{
    public static MatrixSelection Empty { get; } = new([], []);

    public bool IsEmpty => Models.Count == 0 || Scenarios.Count == 0;

    public bool Has(string model, string scenario) => Models.Contains(model) && Scenarios.Contains(scenario);

    public MatrixSelection ToggleModel(string model) => this with { Models = Toggle(Models, model) };

    public MatrixSelection ToggleScenario(string scenario) => this with { Scenarios = Toggle(Scenarios, scenario) };

    /// <summary>Every loaded model with the scenarios that are on by default.</summary>
    public static MatrixSelection Default(IEnumerable<string> models, IEnumerable<ScenarioView> scenarios) =>
        new([.. models], [.. scenarios.Where(scenario => scenario is { BuiltIn: true, OnByDefault: true }).Select(scenario => scenario.Name)]);

    /// <summary>Every loaded model with the three scenarios of the seed report.</summary>
    public static MatrixSelection Seed(IEnumerable<string> models, IEnumerable<ScenarioView> scenarios) => new(
        [.. models],
        [.. scenarios.Where(scenario => scenario is { BuiltIn: true, Prompts: PromptMode.SameInCell }).Select(scenario => scenario.Name)]);

    /// <summary>What can still be run, in the order in which it is listed: a model may have been unloaded meanwhile.</summary>
    public MatrixSelection Within(IEnumerable<string> models, IEnumerable<string> scenarios) =>
        new([.. models.Where(Models.Contains)], [.. scenarios.Where(Scenarios.Contains)]);

    /// <param name="reloads">Each load beyond the first brings a cold run more.</param>
    public int Runs(IReadOnlyList<ScenarioView> scenarios, bool reloads = false) =>
        Models.Count * (scenarios.Where(scenario => Scenarios.Contains(scenario.Name)).Sum(scenario => scenario.Repeats * scenario.Concurrency)
            + (reloads && Cold(scenarios) is { } cold ? cold.ColdRepeats * cold.Concurrency : 0));

    /// <summary>The scenarios with as many rounds as they will have.</summary>
    public IReadOnlyList<ScenarioView> Planned(IReadOnlyList<ScenarioView> scenarios, bool reloads) =>
        reloads && Cold(scenarios) is { } cold ? [.. scenarios.Select(each => each == cold ? each with { Repeats = each.Repeats + each.ColdRepeats } : each)] : scenarios;

    /// <summary>How often each model is loaded when it is reloaded for cold starts.</summary>
    public int Loads(IReadOnlyList<ScenarioView> scenarios) => 1 + (Cold(scenarios)?.ColdRepeats ?? 0);

    /// <summary>The scenario that has the cold runs: the first picked one of one stream.</summary>
    private ScenarioView? Cold(IReadOnlyList<ScenarioView> scenarios)
    {
        var picked = Scenarios.Select(name => scenarios.FirstOrDefault(scenario => scenario.Name == name)).OfType<ScenarioView>().ToArray();
        return picked.FirstOrDefault(scenario => scenario.Concurrency == 1) ?? picked.FirstOrDefault();
    }

    private static string[] Toggle(IReadOnlyList<string> names, string name) =>
        names.Contains(name) ? [.. names.Where(each => each != name)] : [.. names, name];
}

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

    public int Runs(IEnumerable<ScenarioView> scenarios) =>
        Models.Count * scenarios.Where(scenario => Scenarios.Contains(scenario.Name)).Sum(scenario => scenario.Repeats * scenario.Concurrency);

    private static string[] Toggle(IReadOnlyList<string> names, string name) =>
        names.Contains(name) ? [.. names.Where(each => each != name)] : [.. names, name];
}

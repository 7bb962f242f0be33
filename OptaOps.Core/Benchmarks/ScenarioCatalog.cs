using Microsoft.Extensions.Options;

namespace OptaOps.Core.Benchmarks;

/// <summary>The scenarios that can be chosen: the three built in and those from configuration.</summary>
public sealed class ScenarioCatalog(IOptions<BenchmarkOptions> options)
{
    private readonly IReadOnlyList<Scenario> _scenarios =
    [
        .. BuiltInScenarios.All,
        .. options.Value.Scenarios.Select(each => new Scenario(each.Name, each.Prompt, each.MaxTokens, each.Repeats, each.Prompts, 0, 1, false)),
    ];

    /// <summary>Built-in ones first, then configured ones in their order.</summary>
    public IReadOnlyList<ScenarioView> All => [.. _scenarios.Select(scenario => scenario.ToView())];

    /// <summary>The scenario of that name, without regard to case, or null.</summary>
    public Scenario? Find(string name) => _scenarios.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

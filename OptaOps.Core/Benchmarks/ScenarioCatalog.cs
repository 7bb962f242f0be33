using Microsoft.Extensions.Options;

namespace OptaOps.Core.Benchmarks;

/// <summary>The scenarios that can be chosen: the built-in ones and those from configuration.</summary>
public sealed class ScenarioCatalog
{
    private readonly IReadOnlyList<Scenario> _scenarios;

    public ScenarioCatalog(IOptions<BenchmarkOptions> options)
    {
        _scenarios =
        [
            .. BuiltInScenarios.All,
            .. options.Value.Scenarios.Select(each => new Scenario(each.Name, each.Prompt, each.MaxTokens, each.Repeats, each.Prompts)
            {
                ColdRepeats = each.ColdRepeats,
                Concurrency = each.Concurrency,
                CountsPrompt = each.CountPromptTokens,
            }),
        ];
        All = [.. _scenarios.Select(scenario => scenario.ToView())];
    }

    /// <summary>Built-in ones first, then configured ones in their order. Made once: a version is a hash over a prompt that may be long, and pages ask at every draw.</summary>
    public IReadOnlyList<ScenarioView> All { get; }

    /// <summary>The scenario of that name, without regard to case, or null.</summary>
    internal Scenario? Find(string name) => _scenarios.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

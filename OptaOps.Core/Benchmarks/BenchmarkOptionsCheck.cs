using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace OptaOps.Core.Benchmarks;

/// <summary>Says every fault of the configured scenarios in a sentence that names the setting and the cure.</summary>
internal sealed partial class BenchmarkOptionsCheck : IValidateOptions<BenchmarkOptions>
{
    public ValidateOptionsResult Validate(string? name, BenchmarkOptions options)
    {
        var faults = options.Scenarios.SelectMany((scenario, i) => Faults(scenario, $"Benchmarks:Scenarios:{i}")).ToList();
        var names = BuiltInScenarios.All.Select(scenario => scenario.Name).Concat(options.Scenarios.Select(scenario => scenario.Name));
        faults.AddRange(names.GroupBy(each => each, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Key.Length > 0 && group.Count() > 1)
            .Select(group => $"Benchmarks:Scenarios has the name \"{group.Key}\" twice or as a built-in one. Give each scenario a name of its own."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ScenarioOptions scenario, string at)
    {
        if (!NamePattern().IsMatch(scenario.Name))
        {
            yield return $"{at}:Name \"{scenario.Name}\" is not usable. Give 1 to 60 letters, digits, dots, dashes or underscores.";
        }

        if (string.IsNullOrWhiteSpace(scenario.Prompt))
        {
            yield return $"{at}:Prompt is empty. Give the message that shall be sent.";
        }

        if (scenario.MaxTokens is < 1 or > 32_768)
        {
            yield return $"{at}:MaxTokens is {scenario.MaxTokens}. Give 1 to 32768.";
        }

        if (scenario.Repeats is < 1 or > 50)
        {
            yield return $"{at}:Repeats is {scenario.Repeats}. Give 1 to 50.";
        }

        if (scenario.ColdRepeats is < 0 or > 10)
        {
            yield return $"{at}:ColdRepeats is {scenario.ColdRepeats}. Give 0 to 10.";
        }

        if (scenario.Concurrency is not (1 or 2 or 4 or 8))
        {
            yield return $"{at}:Concurrency is {scenario.Concurrency}. Give 1, 2, 4 or 8 streams.";
        }

        if (scenario.Prompts == PromptMode.Pairs && (scenario.Repeats % 2 == 1 || scenario.Concurrency > 1))
        {
            yield return $"{at}:Prompts is Pairs, which sends each prompt twice. Give an even number of Repeats and a Concurrency of 1.";
        }

        if (!Enum.IsDefined(scenario.Prompts))
        {
            yield return $"{at}:Prompts is {scenario.Prompts}. Give one of {string.Join(", ", Enum.GetNames<PromptMode>())}.";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,60}\z")]
    private static partial Regex NamePattern();
}

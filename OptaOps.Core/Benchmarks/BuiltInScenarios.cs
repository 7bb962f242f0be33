namespace OptaOps.Core.Benchmarks;

/// <summary>The seed report's matrix. The prompts ask for endless prose, so that <c>max_tokens</c> is hit.</summary>
internal static class BuiltInScenarios
{
    private const string Story =
        "Write one continuous story about a lighthouse keeper and the sea, in plain prose, without headings, lists or a summary. "
        + "Never end the story: keep adding new scenes, weather, visitors and memories for as long as you can.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("short_64", Story, 64, 3, PromptMode.SameInCell, 0, 1, true),
        new("medium_256", Story, 256, 3, PromptMode.SameInCell, 0, 1, true),
        new("long_512", Story, 512, 2, PromptMode.SameInCell, 0, 1, true),
    ];
}

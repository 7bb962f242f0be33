namespace OptaOps.Core.Benchmarks;

/// <summary>
/// The seed report's matrix, whose prompts ask for endless prose so that <c>max_tokens</c> is hit; prompts of 1k to 32k tokens, which show what
/// reading costs; and streams side by side, which show what batching gives.
/// </summary>
internal static class BuiltInScenarios
{
    private const string Story =
        "Write one continuous story about a lighthouse keeper and the sea, in plain prose, without headings, lists or a summary. "
        + "Never end the story: keep adding new scenes, weather, visitors and memories for as long as you can.";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Seed("short_64", 64, 3),
        Seed("medium_256", 256, 3),
        Seed("long_512", 512, 2),
        Prefill("prefill_1k", 1_000) with { OnByDefault = true },
        Prefill("prefill_8k", 8_000),
        Prefill("prefill_32k", 32_000),
        Batch("batch_2", 2),
        Batch("batch_4", 4),
        Batch("batch_8", 8),
    ];

    private static Scenario Seed(string name, int maxTokens, int repeats) => new(name, Story, maxTokens, repeats, PromptMode.SameInCell) { BuiltIn = true, ColdRepeats = 2 };

    private static Scenario Prefill(string name, int tokens) => new(name, Filler.Question(tokens), 16, 2, PromptMode.Unique)
    {
        BuiltIn = true,
        OnByDefault = false,
        CountsPrompt = true,
        PromptTokensPlanned = tokens,
    };

    private static Scenario Batch(string name, int streams) => new(name, Story, 256, 2, PromptMode.Unique)
    {
        BuiltIn = true,
        OnByDefault = false,
        Concurrency = streams,
    };
}

namespace OptaOps.Web.Simulator;

/// <summary>How fast a simulated model answers. The first three are the time to the first token, the last is the gap between two tokens.</summary>
/// <param name="FirstAfterLoad">For the first request since the model was loaded.</param>
/// <param name="NewPrompt">For a prompt not seen since the load.</param>
/// <param name="CachedPrompt">For a prompt seen since the load.</param>
public sealed record SimulatedTiming(TimeSpan FirstAfterLoad, TimeSpan NewPrompt, TimeSpan CachedPrompt, TimeSpan PerToken)
{
    /// <summary>One model that fits the nine figures of the seed report within 2 %, whose prompts were short.</summary>
    public static SimulatedTiming SeedReport { get; } = FromMilliseconds(2992, 252, 66, 25.3) with { PrefillTokensPerSecond = 900 };

    /// <summary>How fast the part of a prompt is read that is longer than <see cref="ShortPrompt"/>; null reads it in no time.</summary>
    public double? PrefillTokensPerSecond { get; init; }

    /// <summary>Tokens of a prompt whose reading the times to the first token already contain.</summary>
    public int ShortPrompt { get; init; } = 256;

    public static SimulatedTiming FromMilliseconds(double firstAfterLoad, double newPrompt, double cachedPrompt, double perToken) => new(
        TimeSpan.FromMilliseconds(firstAfterLoad),
        TimeSpan.FromMilliseconds(newPrompt),
        TimeSpan.FromMilliseconds(cachedPrompt),
        TimeSpan.FromMilliseconds(perToken));

    /// <param name="promptTokens">A cached prompt is not read, however long it is.</param>
    public TimeSpan FirstToken(PromptWarmth warmth, int promptTokens = 0) => warmth switch
    {
        PromptWarmth.FirstAfterLoad => FirstAfterLoad + Prefill(promptTokens),
        PromptWarmth.NewPrompt => NewPrompt + Prefill(promptTokens),
        _ => CachedPrompt,
    };

    private TimeSpan Prefill(int promptTokens) => PrefillTokensPerSecond is { } rate
        ? TimeSpan.FromSeconds(Math.Max(0, promptTokens - ShortPrompt) / rate)
        : TimeSpan.Zero;
}

/// <summary>What a simulated model had warm when a request came.</summary>
public enum PromptWarmth
{
    FirstAfterLoad,
    NewPrompt,
    CachedPrompt,
}

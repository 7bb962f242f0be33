namespace OptaOps.Web.Simulator;

/// <summary>How fast a simulated model answers. The first three are the time to the first token, the last is the gap between two tokens.</summary>
/// <param name="FirstAfterLoad">For the first request since the model was loaded.</param>
/// <param name="NewPrompt">For a prompt not seen since the load.</param>
/// <param name="CachedPrompt">For a prompt seen since the load.</param>
public sealed record SimulatedTiming(TimeSpan FirstAfterLoad, TimeSpan NewPrompt, TimeSpan CachedPrompt, TimeSpan PerToken)
{
    /// <summary>One model that fits the nine figures of the seed report within 2 %.</summary>
    public static SimulatedTiming SeedReport { get; } = FromMilliseconds(2992, 252, 66, 25.3);

    public static SimulatedTiming FromMilliseconds(double firstAfterLoad, double newPrompt, double cachedPrompt, double perToken) => new(
        TimeSpan.FromMilliseconds(firstAfterLoad),
        TimeSpan.FromMilliseconds(newPrompt),
        TimeSpan.FromMilliseconds(cachedPrompt),
        TimeSpan.FromMilliseconds(perToken));

    public TimeSpan FirstToken(PromptWarmth warmth) => warmth switch
    {
        PromptWarmth.FirstAfterLoad => FirstAfterLoad,
        PromptWarmth.NewPrompt => NewPrompt,
        _ => CachedPrompt,
    };
}

/// <summary>What a simulated model had warm when a request came.</summary>
public enum PromptWarmth
{
    FirstAfterLoad,
    NewPrompt,
    CachedPrompt,
}

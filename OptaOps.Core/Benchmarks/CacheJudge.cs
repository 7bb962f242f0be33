using System.Globalization;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// The verdict of a cache control from three times to first token. A prompt of over a thousand tokens that was read before is answered in a
/// fraction of the time; what lies between a fraction and all of it, or two new prompts that differ, proves neither.
/// </summary>
internal static class CacheJudge
{
    private const double SeenBelow = 0.6;
    private const double NotSeenAbove = 0.85;
    private const double Agreement = 1.5;

    /// <param name="firstMs">TTFT of a new prompt.</param>
    /// <param name="otherMs">TTFT of another new prompt of the same length.</param>
    /// <param name="againMs">TTFT of the first prompt again.</param>
    public static (CacheVerdict Verdict, string Reason) Judge(double firstMs, double otherMs, double againMs)
    {
        var (low, high) = (Math.Min(firstMs, otherMs), Math.Max(firstMs, otherMs));
        var times = string.Create(CultureInfo.InvariantCulture, $"{firstMs:#,0.#} and {otherMs:#,0.#} ms for two new prompts, {againMs:#,0.#} ms for the first one again");
        return (againMs / low) switch
        {
            _ when high > low * Agreement => (CacheVerdict.NotProvable, $"The two new prompts differ too much: {times}."),
            < SeenBelow => (CacheVerdict.Seen, $"A prompt seen before is answered faster: {times}."),
            > NotSeenAbove => (CacheVerdict.NotSeen, $"A prompt seen before takes as long as a new one: {times}."),
            _ => (CacheVerdict.NotProvable, $"The difference is too small to tell: {times}."),
        };
    }
}

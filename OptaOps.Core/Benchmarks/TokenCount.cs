namespace OptaOps.Core.Benchmarks;

/// <summary>How many tokens a run gave, and how that is known: the first rule of design §4 that holds.</summary>
/// <param name="Tokens">Null when only pieces are known.</param>
/// <param name="FirstChunkTokens">Tokens of the first chunk, left out of the decode rate.</param>
internal sealed record TokenCount(int? Tokens, TokenCountSource Source, double FirstChunkTokens)
{
    /// <param name="isLmx">LMX streams pieces as usage (contract §5.3), so its usage proves nothing.</param>
    public static TokenCount Of(StreamTiming timing, int maxTokens, bool isLmx) =>
        timing.AtMs.Count == maxTokens
            ? new(maxTokens, TokenCountSource.Exact, 1)
            : !isLmx && timing.UsageCompletionTokens is > 0 and var usage
                ? new(usage, TokenCountSource.Usage, Math.Max(1, usage * timing.FirstChunkShare))
                : new(null, TokenCountSource.Pieces, 1);

    /// <summary>Of a run whose tokens an unstreamed answer to its prompt has told.</summary>
    public static TokenCount Calibrated(StreamTiming timing, int tokens) =>
        new(tokens, TokenCountSource.Calibrated, Math.Max(1, tokens * timing.FirstChunkShare));

    /// <summary>tokens ÷ total, per second.</summary>
    public double? EndToEnd(StreamTiming timing) => Tokens is { } tokens && timing.TotalMs is > 0 and var total ? tokens / total * 1000 : null;

    /// <summary>(tokens − tokens of the first chunk) ÷ (last text − first text), per second; null with fewer than two chunks.</summary>
    public double? Decode(StreamTiming timing) =>
        Tokens is { } tokens && timing.AtMs.Count >= 2 && timing.AtMs[^1] > timing.AtMs[0]
            ? (tokens - FirstChunkTokens) / (timing.AtMs[^1] - timing.AtMs[0]) * 1000
            : null;
}

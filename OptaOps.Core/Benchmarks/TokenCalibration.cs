using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// The tokens of a streamed answer by one unstreamed answer to the same prompt at temperature 0 (design §4, <c>calibrated</c>): its count
/// holds for a run whose text is the same, and by characters for a run that stopped earlier in the same text. Else it proves nothing.
/// </summary>
internal static class TokenCalibration
{
    private const string ThinkTag = "<think>";
    private const double Enough = 0.99;

    /// <summary>True when pieces are so few that they may hold several tokens each.</summary>
    public static bool IsWanted(int pieces, int maxTokens) => pieces < maxTokens * Enough;

    /// <param name="streamed">Text of the run.</param>
    /// <param name="pieces">Its pieces; a count below them is no count of tokens.</param>
    /// <returns>Tokens of the run, without the end token; null when the answer proves nothing about it.</returns>
    public static int? Tokens(string streamed, int pieces, ChatAnswer answer)
    {
        // The end token is counted when the model stopped by itself, and is never streamed (contract §5.3).
        var whole = Comparable(answer.Text);
        var part = Comparable(streamed);
        if (answer.CompletionTokens is not { } counted || part.Length == 0 || !whole.StartsWith(part, StringComparison.Ordinal))
        {
            return null;
        }

        var tokens = answer.FinishReason == "stop" ? counted - 1 : counted;
        var own = whole.Length == part.Length ? tokens : (int)Math.Round(tokens * (double)part.Length / whole.Length);
        return own >= pieces ? own : null;
    }

    /// <summary>An unstreamed text is trimmed and gets a missing opening tag (contract §5.6); neither is a token of the stream.</summary>
    private static string Comparable(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith(ThinkTag, StringComparison.Ordinal) ? trimmed[ThinkTag.Length..].TrimStart() : trimmed;
    }
}

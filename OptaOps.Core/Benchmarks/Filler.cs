using System.Text;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Long prompts of a planned size: plain sentences of common words, most of which are one token in every tokenizer in use, so that the size is
/// about right everywhere; the true one is asked for. The same on every machine, since it is part of a scenario's version.
/// </summary>
internal static class Filler
{
    /// <summary>Words and the full stop of one sentence.</summary>
    private const int TokensOfSentence = 11;

    private const string Asks = "What follows is a list of plain sentences. Read them all.";
    private const string Closes = "Say in one sentence what these sentences have in common.";

    private static readonly string[] Things =
        ["river", "house", "horse", "garden", "window", "letter", "bridge", "forest", "village", "market", "kitchen", "castle", "teacher", "doctor", "sailor", "farmer"];

    private static readonly string[] Kinds = ["old", "small", "quiet", "green", "cold", "bright", "heavy", "young", "dark", "empty", "narrow", "gentle"];

    private static readonly string[] Deeds = ["found", "passed", "watched", "followed", "painted", "carried", "visited", "remembered", "crossed", "reached"];

    /// <param name="tokens">Planned size of the whole message, without its nonce; at least 100.</param>
    public static string Question(int tokens)
    {
        var text = new StringBuilder(Asks);
        var sentences = (tokens - 30) / TokensOfSentence;
        for (var i = 0; i < sentences; i++)
        {
            // Steps that share no factor with the lists' lengths, so that sentences repeat only after thousands.
            text.Append(" The ").Append(Kinds[(i * 7) % Kinds.Length]).Append(' ').Append(Things[(i * 3) % Things.Length])
                .Append(' ').Append(Deeds[((i / 3) + (i * 7)) % Deeds.Length])
                .Append(" the ").Append(Kinds[((i / 7) + (i * 5)) % Kinds.Length]).Append(' ').Append(Things[((i / 11) + (i * 5)) % Things.Length])
                .Append(" near the ").Append(Things[((i / 5) + (i * 9) + 2) % Things.Length]).Append('.');
        }

        return text.Append(' ').Append(Closes).ToString();
    }
}

namespace OptaOps.Web.Simulator;

/// <summary>A piece of text as one chunk carries it.</summary>
/// <param name="Tokens">The tokens up to and including this piece: it is due with the last of them.</param>
/// <param name="Field">The delta's field: <c>content</c> or a reasoning field.</param>
internal sealed record ChatPiece(string Text, int Tokens, string Field)
{
    public const string Content = "content";

    /// <summary>Cuts an answer of so many tokens into pieces; reasoning comes first and shares no piece with the answer.</summary>
    public static IReadOnlyList<ChatPiece> Cut(StreamShape shape, string prompt, int tokens)
    {
        var pieces = new List<ChatPiece>();
        var text = "";
        var field = Content;
        var sent = 0;
        foreach (var (word, wordField) in Words(shape, prompt).Take(tokens))
        {
            if (text.Length > 0 && wordField != field)
            {
                pieces.Add(new ChatPiece(text, sent, field));
                text = "";
            }

            (text, field) = (text + word, wordField);
            sent++;
            if (sent % shape.TokensPerPiece == 0 || sent == tokens)
            {
                pieces.Add(new ChatPiece(text, sent, field));
                text = "";
            }
        }

        return [.. pieces.Where(piece => piece.Text.Length > 0)];
    }

    private static IEnumerable<(string Word, string Field)> Words(StreamShape shape, string prompt)
    {
        using var prose = (shape.Words is { } scripted ? Repeat(scripted) : Prose.Speak(prompt)).GetEnumerator();
        var tags = shape.ReasoningTokens > 0 && shape.ReasoningField is null;
        if (tags && shape.OpeningThinkTag)
        {
            yield return ("<think>", Content);
        }

        for (var token = 0; prose.MoveNext(); token++)
        {
            if (tags && token == shape.ReasoningTokens)
            {
                yield return ("</think>", Content);
            }

            yield return (prose.Current, token < shape.ReasoningTokens ? shape.ReasoningField ?? Content : Content);
        }
    }

    private static IEnumerable<string> Repeat(IReadOnlyList<string> words)
    {
        for (var position = 0; words.Count > 0; position++)
        {
            yield return words[position % words.Count];
        }
    }
}

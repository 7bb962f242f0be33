using System.Globalization;

namespace OptaOps.Accuracy;

/// <summary>A stream that the peer shall send, as its prompt says it.</summary>
internal sealed record StreamOrder(string Id, double TtftMs, double TokensPerSecond, int Tokens, int TokensPerPiece)
{
    /// <summary>When a token is due, milliseconds after the request.</summary>
    public double DueMs(int token) => TtftMs + (1000 / TokensPerSecond * token);

    public string ToPrompt() => string.Create(CultureInfo.InvariantCulture, $"{Id} {TtftMs} {TokensPerSecond} {Tokens} {TokensPerPiece}");

    public static StreamOrder Parse(string prompt)
    {
        var words = prompt.Split(' ');
        return new(
            words[0],
            double.Parse(words[1], CultureInfo.InvariantCulture),
            double.Parse(words[2], CultureInfo.InvariantCulture),
            int.Parse(words[3], CultureInfo.InvariantCulture),
            int.Parse(words[4], CultureInfo.InvariantCulture));
    }
}

using System.Globalization;
using System.Text;

namespace OptaOps.Core;

/// <summary>Text that a node sent, made fit to stand in one of our sentences: one line, no control characters, at most 200 characters.</summary>
public static class UntrustedText
{
    private const int Longest = 200;

    public static string Shorten(ReadOnlySpan<byte> utf8) => Shorten(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, Longest * 4)]));

    public static string Shorten(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var character in text)
        {
            if (clean.Length == Longest)
            {
                return clean.Append('…').ToString();
            }

            var kind = char.GetUnicodeCategory(character);
            var hidden = kind is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!hidden)
            {
                clean.Append(character);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString().Trim();
    }
}

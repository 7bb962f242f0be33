using System.Globalization;
using System.Text;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Whether an answer is sane, so that a model that is fast because it is broken is seen. Words are runs of letters and digits; a letter of
/// a script without spaces (Chinese, Japanese kana) is a word of its own.
/// </summary>
/// <param name="Characters">UTF-16 units of the text; 0 is an empty answer.</param>
/// <param name="RepetitionRatio">
/// 1 − distinct ÷ all four-word sequences, 0 to 1: 0 repeats nothing, 0.9 says almost everything ten times. Null below 20 words.
/// </param>
/// <param name="GarbledRatio">
/// Share of words, 0 to 1, that mix scripts or exceed 40 letters, counting each replacement, control, private or unassigned character as
/// a garbled word too. Null without words and such characters.
/// </param>
internal sealed record OutputSanity(int Characters, double? RepetitionRatio, double? GarbledRatio)
{
    private const int Sequence = 4;
    private const int LeastWords = 20;
    private const int LongestWord = 40;
    private const double Repetitive = 0.5;
    private const double Garbled = 0.2;

    public bool IsRepetitive => RepetitionRatio >= Repetitive;

    public bool IsGarbled => GarbledRatio >= Garbled;

    public static OutputSanity Of(string text)
    {
        var words = new List<string>();
        var (broken, mixed) = (0, 0);
        var word = new StringBuilder();
        var scripts = Script.None;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (IsBroken(rune, kind))
            {
                broken++;
            }
            else if (Rune.IsLetterOrDigit(rune) || kind is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                var script = ScriptOf(rune);
                if (script == Script.Spaceless)
                {
                    End();
                    words.Add(rune.ToString());
                    continue;
                }

                word.Append(rune.ToString());
                scripts |= script;
                continue;
            }

            End();
        }

        End();
        var judged = words.Count + broken;
        return new(text.Length, Repetition(words), judged == 0 ? null : (double)(mixed + broken) / judged);

        void End()
        {
            if (word.Length > 0)
            {
                mixed += word.Length > LongestWord || (scripts & (scripts - 1)) != 0 ? 1 : 0;
                words.Add(word.ToString().ToLowerInvariant());
                word.Clear();
            }

            scripts = Script.None;
        }
    }

    private static double? Repetition(List<string> words)
    {
        if (words.Count < LeastWords)
        {
            return null;
        }

        var all = words.Count - Sequence + 1;
        var distinct = Enumerable.Range(0, all).Select(i => string.Join(' ', words.GetRange(i, Sequence))).Distinct(StringComparer.Ordinal).Count();
        return 1 - ((double)distinct / all);
    }

    private static bool IsBroken(Rune rune, UnicodeCategory kind) => rune == Rune.ReplacementChar
        || kind is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
        || (kind == UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t'));

    private static Script ScriptOf(Rune rune) => rune.Value switch
    {
        _ when Rune.IsDigit(rune) => Script.None,
        < 0x0250 or (>= 0x1E00 and < 0x1F00) => Script.Latin,
        >= 0x0370 and < 0x0400 => Script.Greek,
        >= 0x0400 and < 0x0530 => Script.Cyrillic,
        >= 0x0590 and < 0x0600 => Script.Hebrew,
        >= 0x0600 and < 0x0780 => Script.Arabic,
        >= 0x3040 and < 0x3100 or (>= 0x3400 and < 0xA000) or (>= 0x20000 and < 0x32000) => Script.Spaceless,
        >= 0xAC00 and < 0xD7B0 => Script.Hangul,
        _ => Script.None,
    };

    [Flags]
    private enum Script
    {
        None = 0,
        Latin = 1,
        Greek = 2,
        Cyrillic = 4,
        Hebrew = 8,
        Arabic = 16,
        Hangul = 32,
        Spaceless = 64,
    }
}

using System.Text.RegularExpressions;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>Cuts a sentence into words and figures, so that figures stand in their own face.</summary>
internal static partial class SentenceParts
{
    public static IReadOnlyList<string> Of(string sentence) => [.. Figures().Split(sentence).Where(part => part.Length > 0)];

    [GeneratedRegex(@"(?<![\w.-])(\d[\d,]*(?:\.\d+)?)(?![\w])")]
    private static partial Regex Figures();
}

using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace OptaOps.Core.Lmx;

/// <summary>What software that is perhaps no LMX says of itself, cleaned and shortened.</summary>
internal static partial class StrangerWords
{
    private const int MostBytes = 16 * 1024;
    private const int LongestName = 60;

    /// <summary>The <c>Server</c> header; null when there is none.</summary>
    public static string? Name(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Server", out var values))
        {
            return null;
        }

        var name = string.Join(' ', values);
        name = UntrustedText.Shorten(name.Length > LongestName ? name[..LongestName] : name);
        return name.Length == 0 ? null : name;
    }

    /// <summary>The title of a page, else its text without tags; any other text as it is.</summary>
    public static string Text(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MostBytes)]);
        if (!text.TrimStart().StartsWith('<'))
        {
            return UntrustedText.Shorten(text);
        }

        var title = Title().Match(text) is { Success: true } match ? UntrustedText.Shorten(WebUtility.HtmlDecode(match.Groups["said"].Value)) : "";
        return title.Length > 0 ? title : UntrustedText.Shorten(WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(Scripts().Replace(text, " "), " "), " ")));
    }

    [GeneratedRegex("<title[^>]*>(?<said>[^<]*)<", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex("<(?:script|style)[^a-z][^<]*</", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

using System.Text.RegularExpressions;

namespace OptaOps.Web.Components.Shared;

/// <summary>The short name of a model and its quantisation, from an id such as <c>org/Name-MLX-6.5bit</c> or a path.</summary>
public static partial class ModelNames
{
    public static (string Name, string? Quantisation) Split(string id)
    {
        var last = id.TrimEnd('/').Split('/')[^1];
        var match = Quantised().Match(last);
        return match.Success ? (match.Groups["name"].Value, $"{match.Groups["bits"].Value}-bit") : (last.Length == 0 ? id : last, null);
    }

    [GeneratedRegex(@"\A(?<name>.+?)(?:-MLX)?-(?<bits>\d+(?:\.\d+)?)-?bit\z", RegexOptions.IgnoreCase)]
    private static partial Regex Quantised();
}

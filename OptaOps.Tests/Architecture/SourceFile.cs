using System.Text.RegularExpressions;

namespace OptaOps.Tests.Architecture;

/// <summary>One source file, read with regular expressions: enough for names, and no compiler has to be carried along.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>Without comments, and without string literals where no markup hides code in them.</summary>
    public string Code { get; } = (Path.EndsWith(".razor", StringComparison.Ordinal) ? RazorNoise() : CSharpNoise()).Replace(Text, "");

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path[..Path.LastIndexOf('/')];

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>The namespace that the folder asks for.</summary>
    public string FolderNamespace => Folder.Replace('/', '.');

    /// <summary>The namespace that is declared; null when none is.</summary>
    public string? Namespace => NamespacePattern().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Names of the types that are declared here, nested ones too.</summary>
    public IReadOnlyList<string> Types => [.. TypePattern().Matches(Code).Select(match => match.Groups["name"].Value)];

    /// <summary>Names of the types that other files can name.</summary>
    public IReadOnlyList<string> OuterTypes => [.. TypePattern().Matches(Code).Where(match => match.Groups["indent"].Length == 0).Select(match => match.Groups["name"].Value)];

    /// <summary>Namespaces of ours that are named: imported, aliased, or written before a type.</summary>
    public IReadOnlyList<string> Uses =>
    [
        .. UsingPattern().Matches(Code).Concat(QualifiedPattern().Matches(Code))
            .Select(match => match.Groups[1].Value)
            .Select(name => name.StartsWith("OptaOps.", StringComparison.Ordinal) ? name : $"OptaOps.{name}")
            .Distinct(StringComparer.Ordinal),
    ];

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Whether the code has the name as a word of its own, not as part or member of another.</summary>
    public bool Says(string name) => Regex.IsMatch(Code, $@"(?<![\w.]){Regex.Escape(name)}(?!\w)");

    public override string ToString() => Path;

    [GeneratedRegex("""
        "{3}[\s\S]*?"{3}|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*[\s\S]*?\*/
        """)]
    private static partial Regex CSharpNoise();

    [GeneratedRegex(@"@\*[\s\S]*?\*@|<!--[\s\S]*?-->|^\s*//[^\n]*", RegexOptions.Multiline)]
    private static partial Regex RazorNoise();

    [GeneratedRegex(@"^@?namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(
        @"^(?<indent>[ \t]*)(?:(?:public|internal|private|protected|file|static|sealed|abstract|readonly|ref|partial) )*(?:class|record struct|record|struct|enum|interface) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"^\s*@?(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(OptaOps(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex UsingPattern();

    [GeneratedRegex(@"(?<![\w.])((?:OptaOps\.)?(?:Core|Web)(?:\.[A-Z]\w*)+)")]
    private static partial Regex QualifiedPattern();
}

using System.Text.RegularExpressions;

namespace OptaOps.Tests.Architecture;

/// <summary>The budgets that keep a file readable in one sitting (style §1.1).</summary>
public sealed partial class FileBudgets
{
    [Theory]
    [InlineData("OptaOps.Core")]
    [InlineData("OptaOps.Web")]
    public void Half_of_a_projects_files_have_60_lines_or_fewer(string project)
    {
        var lines = SourceTree.In(project).Where(file => !file.IsRazor).Select(file => file.Lines).Order().ToArray();

        Assert.InRange(lines[lines.Length / 2], 1, 60);
    }

    [Fact]
    public void No_file_is_longer_than_its_kind_allows() => SourceTree.None(
        from file in SourceTree.Files
        let most = file.IsRazor ? 120 : file.Name.EndsWith(".razor.cs", StringComparison.Ordinal) ? 200 : file.IsIn("OptaOps.Tests") ? 300 : 350
        where file.Lines > most
        select $"{file} has {file.Lines} lines, at most {most} are allowed");

    [Theory]
    [InlineData("README.md", 120)]
    [InlineData("CONTRIBUTING.md", 150)]
    public void The_first_pages_stay_short(string file, int most) => Assert.InRange(File.ReadLines(Path.Combine(SourceTree.Root, file)).Count(), 1, most);

    [Fact]
    public void No_file_and_no_type_is_named_after_nothing() => SourceTree.None(
        from file in SourceTree.Files
        from name in file.Types.Append(file.Name.Split('.')[0])
        where CatchAll().IsMatch(name) && !IsRegistration(file, name)
        select $"{name} in {file}");

    [Fact]
    public void Every_public_type_of_Core_says_what_it_is() => SourceTree.None(
        from file in SourceTree.Core
        from type in PublicType().Matches(file.Text)
        where !type.Groups["about"].Value.Contains("<summary>", StringComparison.Ordinal) && !type.Groups["about"].Value.Contains("<param", StringComparison.Ordinal)
        select $"{type.Groups["name"].Value} in {file}");

    [Fact]
    public void Nothing_is_folded_away_or_put_off() => SourceTree.None(SourceTree.Files.Where(file => PutOff().IsMatch(file.Text)));

    /// <summary>A room's <c>XxxServices</c> holds its <c>AddXxx</c> and nothing that does work.</summary>
    private static bool IsRegistration(SourceFile file, string name) => name.EndsWith("Services", StringComparison.Ordinal)
        && file.Types is [var only] && only == name && file.Says($"static class {name}") && RegistrationMethod().IsMatch(file.Code);

    [GeneratedRegex("(Helpers?|Utils?|Utilit(y|ies)|Managers?|Services?|Misc|Common)$")]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"public static \w+ Add\w+\(this IServiceCollection ")]
    private static partial Regex RegistrationMethod();

    [GeneratedRegex(@"(?<about>(?:^///[^\n]*\n)*)(?:^\[[^\n]*\]\n)*^public (?:(?:static|sealed|abstract|readonly|partial) )*(?:class|record struct|record|struct|enum|interface) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"#re[g]ion|\bTO[D]O\b|\bFIX[M]E\b|\bHA[C]K\b")]
    private static partial Regex PutOff();
}

namespace OptaOps.Tests.Architecture;

/// <summary>The repository's own files, found by walking up from where the tests run.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>All hand-written .cs and .razor files of the three projects; migrations are generated.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } =
    [
        .. new[] { "OptaOps.Core", "OptaOps.Web", "OptaOps.Tests" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj" or "Migrations"))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    public static IEnumerable<SourceFile> Core => In("OptaOps.Core");

    public static IEnumerable<SourceFile> Web => In("OptaOps.Web");

    public static IEnumerable<SourceFile> In(string folder) => Files.Where(file => file.IsIn(folder));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Fails with all offences, one a line.</summary>
    public static void None<T>(IEnumerable<T> offences)
    {
        var lines = offences.Select(offence => $"{offence}").Distinct().ToArray();
        Assert.True(lines.Length == 0, string.Join(Environment.NewLine, lines));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OptaOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No OptaOps.sln above {AppContext.BaseDirectory}.");
    }
}

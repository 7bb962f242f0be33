using System.Text.RegularExpressions;

namespace OptaOps.Tests.Architecture;

/// <summary>The table of rooms in CONTRIBUTING.md, held against the source: what a folder may use, and what it must never name.</summary>
public sealed partial class DependencyRules
{
    private const string Components = "OptaOps.Web/Components";
    private const string Pages = Components + "/Pages";
    private const string Api = "OptaOps.Web/Api";
    private const string Simulator = "OptaOps.Web/Simulator";
    private static readonly string[] DatabaseAndHttp =
    [
        "OptaOpsDb", "DbContext", "IDbContextFactory", "Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "HttpClient", "IHttpClientFactory",
    ];

    [Fact]
    public void A_namespace_is_its_folder() => SourceTree.None(
        from file in SourceTree.Files
        where file.Path != "OptaOps.Web/Program.cs" && (!file.IsRazor || file.Namespace is not null)
        where file.Namespace != file.FolderNamespace
        select $"{file} has {file.Namespace ?? "no namespace"} instead of {file.FolderNamespace}");

    [Fact]
    public void The_table_of_rooms_lists_every_folder_of_Core_and_Web_and_no_other()
    {
        var folders = new[] { "Core", "Web" }.SelectMany(project => Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, $"OptaOps.{project}"))
            .Select(path => $"{project}/{Path.GetFileName(path)}")
            .Where(folder => SourceTree.Files.Any(file => file.IsIn($"OptaOps.{folder}"))));

        Assert.Equal(folders.Order(StringComparer.Ordinal), Rooms().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_of_Core_uses_what_the_table_allows_and_nothing_of_Web()
    {
        var rooms = Rooms().Where(room => room.Key.StartsWith("Core/", StringComparison.Ordinal)).ToDictionary(room => room.Key[5..], room => Allowed(room.Value));

        SourceTree.None(
            from room in rooms
            from file in SourceTree.In($"OptaOps.Core/{room.Key}")
            from use in file.Uses.Select(CoreRoom).Concat(rooms.Keys.Where(other => UsesRelatively(file, other)))
            where use is not null && use != room.Key && !room.Value.Contains(use)
            select $"{file} uses {use}");
        SourceTree.None(SourceTree.Core.Where(file => file.Uses.Any(use => use.StartsWith("OptaOps.Web", StringComparison.Ordinal))));
    }

    [Fact]
    public void Core_has_no_web_in_it() => SourceTree.None(SourceTree.Core.Where(file => file.Says("Microsoft.AspNetCore")));

    [Fact]
    public void The_simulator_knows_no_wire_type_of_Core_and_nothing_else_of_ours_but_its_settings_and_the_lists_of_nodes_and_gateways() => SourceTree.None(
        from file in SourceTree.In(Simulator)
        from use in file.Uses
        where !use.StartsWith("OptaOps.Web.Simulator", StringComparison.Ordinal)
        where (file.Name, use) is not ("SimulatorHost.cs" or "GatewaySimulatorHost.cs", "OptaOps.Core.Fleet")
            and not ("GatewaySimulatorHost.cs", "OptaOps.Core.Gateways") and not ("SimulatorServices.cs", "OptaOps.Core")
        select $"{file} uses {use}");

    [Fact]
    public void Pages_and_API_name_neither_the_database_nor_HTTP_nor_the_wire()
    {
        string[] types = [.. SourceTree.In("OptaOps.Core/Lmx").Concat(SourceTree.In("OptaOps.Core/Storage")).SelectMany(file => file.OuterTypes), .. DatabaseAndHttp];

        SourceTree.None(
            from file in SourceTree.In(Components).Concat(SourceTree.In(Api).Where(file => !IsReadiness(file)))
            from name in types.Where(file.Says).Concat(file.Uses.Where(use => CoreRoom(use) is "Lmx" or "Storage"))
            select $"{file} names {name}");
    }

    /// <summary>Reading can fail, and a page must say so; the exception's base type belongs to the platform, not to an engine.</summary>
    [Fact]
    public void A_page_meets_the_database_only_in_the_catch_of_its_failed_face() => SourceTree.None(
        from file in SourceTree.In(Components)
        where DatabaseWord().Count(file.Code) != CaughtDatabaseException().Count(file.Code)
        select file.Path);

    /// <summary>Readiness is the state of migrator and writer, which no command or board of Core repeats; it still reads no row.</summary>
    [Fact]
    public void Readiness_sees_the_migrator_and_the_writer_and_no_row()
    {
        var readiness = SourceTree.In(Api).Single(IsReadiness);

        Assert.DoesNotContain(DatabaseAndHttp, readiness.Says);
        Assert.Equal(["OptaOps.Core.Storage"], readiness.Uses.Where(use => CoreRoom(use) is not null));
    }

    [Fact]
    public void Pages_and_API_do_not_know_each_other_nor_the_simulator_nor_the_host() => SourceTree.None(
        from file in SourceTree.In(Components).Concat(SourceTree.In(Api))
        let foreign = file.IsIn(Api) ? "Components" : "Api"
        from use in file.Uses
        where Regex.IsMatch(use, $@"^OptaOps\.Web\.({foreign}|Simulator|Hosting)\b") || (file.IsIn(Components) && use.StartsWith("OptaOps.Web.Access", StringComparison.Ordinal))
        select $"{file} uses {use}");

    [Fact]
    public void The_pages_of_one_room_never_use_those_of_another_and_shared_parts_use_no_page()
    {
        var rooms = Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, Pages)).Select(path => Path.GetFileName(path)!).ToArray();

        SourceTree.None(
            from file in SourceTree.In(Components)
            from room in rooms
            where !file.IsIn($"{Pages}/{room}")
            where file.Uses.Any(use => use.StartsWith($"OptaOps.Web.Components.Pages.{room}", StringComparison.Ordinal))
                || Regex.IsMatch(file.Code, $@"(?<![\w.])(Components\.)?Pages\.{room}\b")
                || (file.IsIn(Pages) && SourceTree.In($"{Pages}/{room}").SelectMany(page => page.OuterTypes).Any(type => file.Says($"{room}.{type}")))
            select $"{file} uses Pages/{room}");
    }

    [Fact]
    public void Plotly_has_one_door() =>
        SourceTree.None(SourceTree.Web.Where(file => !file.IsIn($"{Components}/Charts") && Regex.IsMatch(file.Code, @"\bPlotly\b(?!\.min)")));

    private static bool IsReadiness(SourceFile file) => file.Name == "HealthApi.cs";

    /// <summary>Folder to the text of its column "may use".</summary>
    private static Dictionary<string, string> Rooms() => (
        from row in RoomRow().Matches(SourceTree.Read("CONTRIBUTING.md"))
        from folder in FolderName().Matches(row.Groups[1].Value)
        select (folder.Groups[1].Value, Uses: row.Groups[2].Value.Trim())).ToDictionary(row => row.Value, row => row.Uses);

    private static string[] Allowed(string uses) =>
        uses == "nothing of ours" ? [] : uses.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>The room of Core that a namespace or qualified type belongs to; null for Core's own root and for others.</summary>
    private static string? CoreRoom(string use) =>
        use.Split('.') is ["OptaOps", "Core", var room, ..] && Directory.Exists(Path.Combine(SourceTree.Root, "OptaOps.Core", room)) ? room : null;

    /// <summary>Sibling namespaces can be named without their parent: <c>Fleet.NodeGate</c> inside <c>OptaOps.Core.Statistics</c>.</summary>
    private static bool UsesRelatively(SourceFile file, string room) =>
        !file.IsIn($"OptaOps.Core/{room}") && SourceTree.In($"OptaOps.Core/{room}").SelectMany(other => other.OuterTypes).Any(type => file.Says($"{room}.{type}"));

    [GeneratedRegex(@"^\| (`(?:Core|Web)/[^|]*) \|[^|]*\|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex RoomRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex FolderName();

    [GeneratedRegex(@"\b(DbException|System\.Data\b(?!\.Common\.DbException))")]
    private static partial Regex DatabaseWord();

    [GeneratedRegex(@"catch \(System\.Data\.Common\.DbException \w+\)")]
    private static partial Regex CaughtDatabaseException();
}

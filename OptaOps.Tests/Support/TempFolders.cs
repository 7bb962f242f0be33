using OptaOps.Tests.Support;

[assembly: AssemblyFixture(typeof(TempFolders))]

namespace OptaOps.Tests.Support;

/// <summary>Folders of the tests, all below one that goes when the last test has ended.</summary>
public sealed class TempFolders : IDisposable
{
    private static readonly string Root = Directory.CreateTempSubdirectory("optaops-tests-").FullName;

    public static string Make() => Directory.CreateDirectory(Path.Combine(Root, Guid.NewGuid().ToString("N"))).FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
    }
}

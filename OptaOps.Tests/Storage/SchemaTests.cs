using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;
using OptaOps.Core.Storage.Sqlite;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly TestDatabase _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_model_has_no_change_without_a_migration()
    {
        using var database = _files.CreateDbContext();

        Assert.False(database.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_new_file_gives_space_back_and_writes_ahead_and_an_old_one_is_rebuilt_once_with_its_rows()
    {
        var old = Path.Combine(_files.Directory, "old.db");
        await using var oldest = Open(old);
        await oldest.Database.ExecuteSqlRawAsync("CREATE TABLE Old (Id INTEGER PRIMARY KEY); INSERT INTO Old VALUES (7)", TestContext.Current.CancellationToken);
        await FreshFile.PrepareAsync(oldest, TestContext.Current.CancellationToken);

        await using var fresh = _files.CreateDbContext();
        foreach (var database in new[] { fresh, oldest })
        {
            Assert.Equal(2, await database.Database.SqlQueryRaw<int>("SELECT auto_vacuum AS Value FROM pragma_auto_vacuum").SingleAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal("wal", await fresh.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(7, await oldest.Database.SqlQueryRaw<int>("SELECT Id AS Value FROM Old").SingleAsync(TestContext.Current.CancellationToken));
    }

    private static OptaOpsDb Open(string file)
    {
        var builder = new DbContextOptionsBuilder<OptaOpsDb>();
        builder.UseOptaOpsSqlite(file);
        return new OptaOpsDb(builder.Options);
    }
}

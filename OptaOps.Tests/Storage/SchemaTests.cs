using Microsoft.EntityFrameworkCore;
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
}

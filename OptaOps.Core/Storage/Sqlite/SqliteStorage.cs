using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace OptaOps.Core.Storage.Sqlite;

/// <summary>All that is SQLite about the context's options.</summary>
internal static class SqliteStorage
{
    public static DbContextOptionsBuilder UseOptaOpsSqlite(this DbContextOptionsBuilder builder, string databasePath) =>
        builder
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = databasePath }.ToString())
            .AddInterceptors(new SqlitePragmas());

    /// <summary>The number that a query or pragma gives, asked of SQLite itself, since there is no query to translate.</summary>
    public static async Task<long> NumberAsync(this OptaOpsDb database, string query, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
        }
    }

    /// <summary>All reads until the context goes see one state of the database, and no writer waits for them. Never write in it.</summary>
    public static async Task BeginSnapshotAsync(this OptaOpsDb database, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        await database.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken);
    }
}

/// <summary>Lets <c>dotnet ef migrations add</c> build the model without starting the app.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<OptaOpsDb>
{
    public OptaOpsDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OptaOpsDb>();
        options.UseOptaOpsSqlite("design-time.db");
        return new OptaOpsDb(options.Options);
    }
}

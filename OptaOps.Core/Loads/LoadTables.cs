using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Loads;

internal static class LoadTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<LoadAttemptRow> LoadAttempts => database.Set<LoadAttemptRow>();
    }
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

internal static class HistoryTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<NodeBucketRow> NodeBuckets => database.Set<NodeBucketRow>();

        public DbSet<HistoryMarksRow> HistoryMarks => database.Set<HistoryMarksRow>();
    }
}

using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Events;

internal static class EventTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<EventRow> Events => database.Set<EventRow>();
    }
}

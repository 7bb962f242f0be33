using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Footprints;

internal static class FootprintTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<FootprintRow> Footprints => database.Set<FootprintRow>();
    }
}

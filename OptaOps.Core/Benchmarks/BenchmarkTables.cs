using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Benchmarks;

internal static class BenchmarkTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<BenchmarkRow> Benchmarks => database.Set<BenchmarkRow>();

        public DbSet<CellRow> Cells => database.Set<CellRow>();

        public DbSet<RunRow> Runs => database.Set<RunRow>();

        public DbSet<SideRequestRow> SideRequests => database.Set<SideRequestRow>();

        public DbSet<CacheControlRow> CacheControls => database.Set<CacheControlRow>();

        public DbSet<RunTimelineRow> Timelines => database.Set<RunTimelineRow>();
    }
}

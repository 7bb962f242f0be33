using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Fleet;

internal static class FleetTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<NodeRow> Nodes => database.Set<NodeRow>();

        public DbSet<ChoiceRow> Choices => database.Set<ChoiceRow>();

        public DbSet<NodeSampleRow> NodeSamples => database.Set<NodeSampleRow>();

        public DbSet<ObserverGapRow> ObserverGaps => database.Set<ObserverGapRow>();

        public DbSet<ModelStayRow> ModelStays => database.Set<ModelStayRow>();
    }
}

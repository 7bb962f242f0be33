using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Storage;

namespace OptaOps.Core.Gateways;

internal static class GatewayTables
{
    extension(OptaOpsDb database)
    {
        public DbSet<GatewayRow> Gateways => database.Set<GatewayRow>();

        public DbSet<GatewaySpellRow> GatewaySpells => database.Set<GatewaySpellRow>();
    }
}

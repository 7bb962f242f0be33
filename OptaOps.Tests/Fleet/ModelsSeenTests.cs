using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using OptaOps.Core.Fleet;
using OptaOps.Core.Storage;
using OptaOps.Tests.Support;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Tests.Fleet;

public sealed class ModelsSeenTests
{
    [Fact]
    public async Task A_model_has_the_same_colour_after_a_restart_whoever_is_seen_first_then()
    {
        var storage = TempFolders.Make();
        await using (var first = await App.StartAsync(storage, "--Simulator:Enabled", "false"))
        {
            await using var database = await first.Get<IDbContextFactory<OptaOpsDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            foreach (var model in new[] { "acme/Second", "acme/First", "acme/Second", "acme/Third" })
            {
                database.Add(new ModelStayRow { NodeId = 1, ModelId = model, SeenAt = Snapshots.Noon, GoneAt = Snapshots.Noon });
                await database.SaveChangesAsync(TestContext.Current.CancellationToken);
            }
        }

        await using var again = await App.StartAsync(storage, "--Simulator:Enabled", "false");
        await again.Get<IEnumerable<IHostedService>>().OfType<PaletteMemory>().Single().ExecuteTask!;

        var palette = again.Get<ModelPalette>();
        Assert.Equal([4, 3, 2, 1], new[] { "acme/New", "acme/Third", "acme/First", "acme/Second" }.Select(palette.NumberOf));
    }
}

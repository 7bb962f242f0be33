using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

public sealed class BlockingLoadsTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_of_somebody_else_is_named_with_its_usual_time_and_one_of_our_own_comes_first()
    {
        var clock = new FakeTimeProvider(Snapshots.Noon);
        using var database = new TestDatabase();
        await using (var context = database.CreateDbContext())
        {
            context.ModelStays.Add(new ModelStayRow { NodeId = 1, ModelId = "acme/Foo-4bit", SeenAt = Snapshots.Noon, LoadMs = 70_000 });
            await context.SaveChangesAsync(_token);
        }

        var own = new LoadsUnderWay();
        var seen = new LoadsSeen(database, own, clock);
        var loads = new BlockingLoads(own, seen, new LoadTimes(database));
        Assert.Null(await loads.OnAsync(1, _token));

        seen.Begin(1, "acme/Foo-4bit");
        Assert.Equal(new LoadUnderWay("acme/Foo-4bit", false, Snapshots.Noon, 70_000, Ours: false), await loads.OnAsync(1, _token));

        var ours = new LoadUnderWay("acme/Bar-8bit", false, Snapshots.Noon, null);
        own.TryBegin(1, ours);
        Assert.Equal(ours, await loads.OnAsync(1, _token));
    }
}

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

    [Fact]
    public async Task A_time_waits_for_the_stay_that_a_later_poll_sees_and_a_node_that_tells_of_loads_without_end_fills_nothing()
    {
        var clock = new FakeTimeProvider(Snapshots.Noon);
        using var database = new TestDatabase();
        var seen = new LoadsSeen(database, new LoadsUnderWay(), clock);
        var models = Enumerable.Range(0, 40).Select(n => $"acme/Foo-{n}").ToArray();
        foreach (var model in models)
        {
            seen.End(1, model, 70_000);
        }

        await seen.KeepAsync(1, _token);
        await using (var context = database.CreateDbContext())
        {
            context.ModelStays.AddRange(models.Select(model => new ModelStayRow { NodeId = 1, ModelId = model, SeenAt = Snapshots.Noon }));
            await context.SaveChangesAsync(_token);
        }

        await seen.KeepAsync(1, _token);

        await using var after = database.CreateDbContext();
        Assert.Equal(32, after.ModelStays.Count(stay => stay.LoadMs == 70_000));
        Assert.Equal(8, after.ModelStays.Count(stay => stay.LoadMs == null));
    }
}

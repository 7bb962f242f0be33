using OptaOps.Core.Events;
using OptaOps.Core.Fleet;

namespace OptaOps.Tests.History;

public sealed class ObserverWatchTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_loop_that_comes_late_by_more_than_an_interval_is_the_observers_gap_and_a_little_late_is_none()
    {
        await using var store = new HistoryStore();
        var watch = store.Watch();
        await watch.TickAsync(_token);
        foreach (var seconds in new[] { 5, 9.9, 5, 65 })
        {
            store.Time.Advance(TimeSpan.FromSeconds(seconds));
            await watch.TickAsync(_token);
        }

        var gap = Assert.Single(await store.AllAsync<ObserverGapRow>());
        Assert.Equal((ObserverGapReason.Late, 60_000, Now(store)), (gap.Reason, gap.ToMs - gap.FromMs, gap.ToMs));
        Assert.Equal((4, 12, 0, 60_000, 60_000), watch.Lateness.View switch { var late => (late.Ticks, late.MissedTicks, late.P50Ms, late.P99Ms, late.MaxMs) });
        var told = Assert.Single(await store.AllAsync<EventRow>());
        Assert.Equal((EventTopic.Observer, "observerLate"), (told.Topic, told.Kind));
        Assert.Contains("1 min 0 s", told.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_slept_is_told_though_its_monotonic_clock_stood_still()
    {
        await using var store = new HistoryStore();
        var watch = store.Watch();
        await watch.TickAsync(_token);
        store.Time.Sleep(TimeSpan.FromMinutes(42));
        store.Time.Advance(Every);
        await watch.TickAsync(_token);

        Assert.Equal((ObserverGapReason.Asleep, 42 * 60_000), (await store.AllAsync<ObserverGapRow>()) switch { [var gap] => (gap.Reason, gap.ToMs - gap.FromMs), _ => default });
        Assert.Equal(0, watch.Lateness.View.MaxMs);
    }

    [Fact]
    public async Task A_new_process_tells_since_when_the_last_one_was_gone_and_the_very_first_tells_nothing()
    {
        await using var store = new HistoryStore();
        await store.Watch().TickAsync(_token);
        Assert.Empty(await store.AllAsync<ObserverGapRow>());
        await store.StoreAsync([HistoryStore.Poll(0, 180)]);
        store.Time.Advance(TimeSpan.FromHours(2));

        await store.Watch().TickAsync(_token);
        var gap = Assert.Single(await store.AllAsync<ObserverGapRow>());
        Assert.Equal((ObserverGapReason.Off, HistoryStore.Noon.AddSeconds(5).ToUnixTimeMilliseconds(), Now(store)), (gap.Reason, gap.FromMs, gap.ToMs));

        store.Time.Advance(Every);
        await store.Watch().TickAsync(_token);
        Assert.Single(await store.AllAsync<ObserverGapRow>());
    }

    private static long Now(HistoryStore store) => store.Time.GetUtcNow().ToUnixTimeMilliseconds();
}

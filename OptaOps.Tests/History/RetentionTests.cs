using OptaOps.Core.Benchmarks;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Tests.Benchmarks;

namespace OptaOps.Tests.History;

public sealed class RetentionTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_samples_go_only_after_they_were_rolled_up_and_their_minutes_go_later_and_their_hours_never()
    {
        await using var store = new HistoryStore();
        await store.StoreAsync([HistoryStore.Poll(0, 180), HistoryStore.Poll(5, 190)]);
        store.Time.Advance(TimeSpan.FromHours(49));

        Assert.Equal(0, await store.Retention.DeleteOldAsync(_token));
        await store.RollUp.RunAsync(_token);
        Assert.Equal(2, await store.Retention.DeleteOldAsync(_token));
        Assert.Equal(2, (await store.AllAsync<NodeBucketRow>()).Count);
        store.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(1, await store.Retention.DeleteOldAsync(_token));

        Assert.Equal((NodeBucketRow.Hour, 2, 190), (await store.AllAsync<NodeBucketRow>()) switch { [var hour] => (hour.WidthMs, hour.Polls, hour.MemoryUsedGb.Max), _ => default });
    }

    [Fact]
    public async Task A_database_over_its_limit_gives_space_back_and_keeps_the_newest_hour_and_every_run()
    {
        await using var store = new HistoryStore(maxSizeMb: 3);
        await StoreRunsAsync(store, 200);
        await store.StoreAsync(Enumerable.Range(0, 50_000).Select(n => HistoryStore.Poll((n - 50_000) * 5, n)));
        await store.RollUp.RunAsync(_token);
        var before = store.File.Bytes;

        Assert.True(await store.Size.HoldAsync(_token));

        // How much more than the limit depends on whether the log was folded into the file just before.
        Assert.InRange(before, (3 << 20) + 1, 50 << 20);
        Assert.InRange(store.File.Bytes, 1, 3 << 20);
        Assert.Equal(200, (await store.AllAsync<RunRow>()).Count);
        var samples = await store.AllAsync<NodeSampleRow>();
        Assert.InRange(samples.Count, 720, 40_000);
        Assert.Equal(49_999, samples.Max(sample => sample.MemoryUsedGb));
        Assert.Empty(store.Board.Value.Events);
        Assert.Equal(50_000, (await store.AllAsync<NodeBucketRow>()).Where(bucket => bucket.WidthMs == NodeBucketRow.Hour).Sum(bucket => bucket.Polls));
    }

    [Fact]
    public async Task When_runs_alone_are_too_much_they_stay_and_an_event_says_so_once()
    {
        await using var store = new HistoryStore(maxSizeMb: 1);
        await StoreRunsAsync(store, 5000);
        await store.StoreAsync(Enumerable.Range(0, 2000).Select(n => HistoryStore.Poll((n - 4000) * 5, n)));
        await store.RollUp.RunAsync(_token);

        Assert.False(await store.Size.HoldAsync(_token));
        Assert.False(await store.Size.HoldAsync(_token));

        Assert.Equal(5000, (await store.AllAsync<RunRow>()).Count);
        Assert.Empty(await store.AllAsync<NodeSampleRow>());
        var told = Assert.Single(await store.AllAsync<EventRow>());
        Assert.Equal((EventTopic.Observer, "storageOverLimit"), (told.Topic, told.Kind));
        Assert.Contains("benchmark runs are kept for good", told.Sentence, StringComparison.Ordinal);
    }

    private static async Task StoreRunsAsync(HistoryStore store, int runs)
    {
        var benchmark = BenchmarkRows.Benchmark();
        await store.StoreAsync([benchmark]);
        await store.StoreAsync(Enumerable.Range(1, runs).Select(n => BenchmarkRows.Run(benchmark.Id, n, Temperature.Warm, 250, 1800)));
    }
}

using CsCheck;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;

namespace OptaOps.Tests.History;

public sealed class RollUpTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    /// <summary>Any polls of two nodes within three hours, in any order of storing.</summary>
    private static Gen<NodeSampleRow[]> Polls { get; } = Gen.Select(
        Gen.Double[0, 3 * 3600], Gen.Double[-8, 400], Gen.Enum<NodeState>(), Gen.Int[1, 2],
        (second, memory, state, node) => HistoryStore.Poll(second, memory < 0 ? null : memory, state, node)).Array[1, 120];

    [Fact]
    public async Task Minutes_and_hours_have_the_mean_extremes_count_and_states_of_their_polls_however_late_and_in_what_portions_those_were_stored() =>
        await Gen.Select(Polls, Gen.Int[1, 120]).SampleAsync(
            async (polls, first) =>
            {
                await using var store = new HistoryStore();
                foreach (var portion in new[] { polls.Take(first), polls.Skip(first) })
                {
                    await store.StoreAsync(portion);
                    await store.RollUp.RunAsync(_token);
                }

                var buckets = await store.AllAsync<NodeBucketRow>();
                foreach (var width in new[] { NodeBucketRow.Minute, NodeBucketRow.Hour })
                {
                    var wanted = polls.GroupBy(poll => (poll.NodeId, NodeBucketRow.Begin(poll.TakenAtMs, width))).ToDictionary(group => group.Key);
                    var made = buckets.Where(bucket => bucket.WidthMs == width).ToDictionary(bucket => (bucket.NodeId, bucket.AtMs));
                    Assert.Equal(wanted.Keys.Order(), made.Keys.Order());
                    Assert.All(made, bucket => Same([.. wanted[bucket.Key]], bucket.Value));
                }
            },
            iter: 12,
            threads: 1);

    [Fact]
    public async Task A_second_roll_up_adds_nothing_and_a_long_absence_is_made_up_for()
    {
        await using var store = new HistoryStore();
        await store.StoreAsync(Enumerable.Range(0, 5000).Select(n => HistoryStore.Poll(n * 5, n)));

        Assert.Equal(5000, await store.RollUp.RunAsync(_token));
        Assert.Equal(0, await store.RollUp.RunAsync(_token));

        var buckets = await store.AllAsync<NodeBucketRow>();
        Assert.All([NodeBucketRow.Minute, NodeBucketRow.Hour], width =>
            Assert.Equal((5000, 25_000_000), (buckets.Where(bucket => bucket.WidthMs == width).Sum(bucket => bucket.MemoryUsedGb.N),
                buckets.Where(bucket => bucket.WidthMs == width).Sum(bucket => StateMs(bucket, NodeState.Online)))));
    }

    private static long StateMs(NodeBucketRow bucket, NodeState state) => StateTimes.Parse(bucket.States)[state];

    private static void Same(NodeSampleRow[] polls, NodeBucketRow bucket)
    {
        Assert.Equal(polls.Length, bucket.Polls);
        Assert.All(Enum.GetValues<NodeState>(), state => Assert.Equal(polls.Where(poll => poll.State == state).Sum(poll => poll.CoversMs), StateMs(bucket, state)));
        Same(polls.Select(poll => poll.MemoryUsedGb), bucket.MemoryUsedGb);
        Same(polls.Select(poll => (double?)poll.InFlight), bucket.InFlight);
        Same(polls.Select(poll => poll.PollLatencyMs), bucket.PollLatencyMs);
    }

    private static void Same(IEnumerable<double?> values, Spread spread)
    {
        var known = values.OfType<double>().ToArray();
        Assert.Equal(known.Length, spread.N);
        if (known.Length > 0)
        {
            Assert.Equal((known.Min(), known.Max()), (spread.Min, spread.Max));
            Assert.Equal(known.Average(), spread.Mean!.Value, 1e-9);
        }
        else
        {
            Assert.Null(spread.Mean);
        }
    }
}

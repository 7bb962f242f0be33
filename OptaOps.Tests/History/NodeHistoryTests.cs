using OptaOps.Core.Fleet;
using OptaOps.Core.History;

namespace OptaOps.Tests.History;

public sealed class NodeHistoryTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_kind_of_gap_is_told_with_its_reason_and_the_line_stays_open_there()
    {
        await using var store = new HistoryStore();
        store.Time.Advance(TimeSpan.FromMinutes(50));
        await store.StoreAsync(
        [
            .. Polls(10, 20, 180), .. Polls(20, 25, null, NodeState.Unreachable), .. Polls(25, 30, null), .. Polls(35, 40, 190), .. Polls(45, 50, 200),
            Own(30, 35, ObserverGapReason.Late), Own(40, 45, ObserverGapReason.Measuring, HistoryStore.Node), Own(11, 12, ObserverGapReason.Measuring, node: 2),
        ]);

        foreach (var rolledUp in new[] { false, true })
        {
            var view = await store.ReadAsync(TimeSpan.Zero, Hour, points: 60);

            Assert.Equal(
                [
                    (HistoryGapKind.NotWatched, 0, 10), (HistoryGapKind.NoAnswer, 20, 25), (HistoryGapKind.NotTold, 25, 30),
                    (HistoryGapKind.ObserverGap, 30, 35), (HistoryGapKind.Held, 40, 45),
                ],
                view.Gaps.Select(gap => (gap.Kind, Minute(gap.From), Minute(gap.To))));
            Assert.EndsWith("Unreachable.", view.Gaps[1].Reason, StringComparison.Ordinal);
            Assert.Equal([180, 190, 200], view.Points.Select(point => point.Mean).Distinct());
            Assert.DoesNotContain(view.Points, point => Minute(point.At) is (> 20 and < 35) or (> 40 and < 45));
            Assert.Equal([NodeState.Online, NodeState.Unreachable, NodeState.Online], view.States.Take(3).Select(band => band.State));
            Assert.Equal((NodeState.Unreachable, 300), view.Totals.Select(total => (total.State, total.Seconds)).Last());
            Assert.Equal(rolledUp ? 0 : 360, await store.RollUp.RunAsync(_token));
        }
    }

    [Fact]
    public async Task A_nodes_record_begins_with_its_oldest_poll_and_with_the_oldest_hour_once_the_polls_are_gone()
    {
        await using var store = new HistoryStore();
        Assert.Null(await store.History.BeganAsync(HistoryStore.Node, _token));

        await store.StoreAsync([HistoryStore.Poll(600, 180), HistoryStore.Poll(605, 180)]);
        store.Time.Advance(TimeSpan.FromDays(3));
        await store.RollUp.RunAsync(_token);
        Assert.Equal(HistoryStore.Noon.AddMinutes(10), await store.History.BeganAsync(HistoryStore.Node, _token));

        await store.Retention.DeleteOldAsync(_token);
        Assert.Equal(HistoryStore.Noon, await store.History.BeganAsync(HistoryStore.Node, _token));
        await store.StoreAsync([HistoryStore.Poll(3 * 24 * 3600, 180)]);
        Assert.Equal(HistoryStore.Noon, await store.History.BeganAsync(HistoryStore.Node, _token));
    }

    [Fact]
    public async Task A_range_over_all_resolutions_counts_every_poll_once_with_its_extremes()
    {
        await using var store = new HistoryStore();
        var values = Enumerable.Range(0, 5000).Select(n => 100 + (n * 37 % 211)).ToArray();
        await store.StoreAsync(values.Select((value, n) => HistoryStore.Poll(n * 600, value)));
        store.Time.Advance(TimeSpan.FromSeconds(5000 * 600));
        await store.RollUp.RunAsync(_token);
        await store.Retention.DeleteOldAsync(_token);
        await store.StoreAsync([HistoryStore.Poll(5000 * 600, 999)]);

        foreach (var points in new[] { 1, 7, 500, 2000 })
        {
            var view = await store.ReadAsync(TimeSpan.Zero, TimeSpan.FromSeconds(5000 * 600), points);

            Assert.Equal((5001, 100, 999), (view.Points.Sum(point => point.N), view.Points.Min(point => point.Min), view.Points.Max(point => point.Max)));
            Assert.Equal((values.Sum() + 999) / 5001.0, view.Points.Sum(point => point.Mean * point.N) / 5001, 1e-6);
            Assert.InRange(view.Points.Count, 1, points + 1);
        }

        var day = await store.ReadAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(1) + Hour, points: 60);
        Assert.Equal(3600, Assert.Single(day.Points.Select(point => point.Seconds).Distinct()));
    }

    [Fact]
    public async Task A_slow_poll_interval_makes_no_gaps_and_a_short_worst_state_is_not_lost_in_a_long_bucket()
    {
        await using var store = new HistoryStore();
        store.Time.Advance(TimeSpan.FromHours(10));
        await store.StoreAsync(Enumerable.Range(1, 60).Select(n => new NodeSampleRow
        {
            NodeId = HistoryStore.Node,
            TakenAtMs = HistoryStore.Noon.AddMinutes(10 * n).ToUnixTimeMilliseconds(),
            CoversMs = 600_000,
            State = n == 30 ? NodeState.Unauthorized : NodeState.Online,
            MemoryUsedGb = n == 30 ? null : 180,
        }));
        await store.RollUp.RunAsync(_token);

        var view = await store.ReadAsync(TimeSpan.Zero, TimeSpan.FromHours(10), points: 10);

        Assert.Empty(view.Gaps);
        Assert.Equal([null, NodeState.Unauthorized, null], view.States.Select(band => band.Worst));
        Assert.All(view.States, band => Assert.Equal(NodeState.Online, band.State));
    }

    private static IEnumerable<NodeSampleRow> Polls(int fromMinute, int toMinute, double? memory, NodeState state = NodeState.Online) =>
        Enumerable.Range(1, (toMinute - fromMinute) * 12).Select(n => HistoryStore.Poll((fromMinute * 60) + (n * 5) - 0.001, memory, state));

    private static ObserverGapRow Own(int fromMinute, int toMinute, ObserverGapReason reason, int? node = null) => new()
    {
        NodeId = node,
        FromMs = HistoryStore.Noon.AddMinutes(fromMinute).ToUnixTimeMilliseconds(),
        ToMs = HistoryStore.Noon.AddMinutes(toMinute).ToUnixTimeMilliseconds(),
        Reason = reason,
    };

    private static int Minute(DateTimeOffset at) => (int)Math.Round((at - HistoryStore.Noon).TotalMinutes);
}

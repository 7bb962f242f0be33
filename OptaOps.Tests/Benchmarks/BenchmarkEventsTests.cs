using OptaOps.Core.Events;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class BenchmarkEventsTests
{
    [Fact]
    public async Task A_benchmark_is_told_twice_when_it_begins_and_when_it_ends()
    {
        await using var node = await MeasuredNode.StartAsync();

        await node.RunAsync("short_64", "medium_256");

        OpsEvent[] told = [];
        await foreach (var board in node.App.Get<Latest<EventBoard>>().WatchAsync(TestContext.Current.CancellationToken))
        {
            told = [.. board.Events.Where(each => each.Topic == EventTopic.Benchmark).Reverse()];
            if (told.Length == 2)
            {
                break;
            }
        }

        Assert.Equal(
            [("benchmarkStarted", "Benchmark 1 started on peer: 1 model × 2 scenarios."), ("benchmarkEnded", "Benchmark 1 completed on peer: 6 of 6 runs ok.")],
            told.Select(each => (each.Kind, each.Sentence)));
        Assert.All(told, each => Assert.Equal((1, node.Node.Id), (each.BenchmarkId, each.NodeId)));
    }
}

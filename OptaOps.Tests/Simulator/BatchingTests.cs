using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class BatchingTests
{
    private static readonly SimulatedModel Model = Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(50, 50, 50, 100) };

    [Theory]
    [InlineData(true, "vllm-mlx", 0.25)]
    [InlineData(false, "vllm-mlx", 1)]
    [InlineData(true, "mlx-lm", 1)]
    public void Only_an_engine_that_batches_gains_by_answering_side_by_side(bool batching, string backend, double cost) =>
        Assert.Equal(cost, (Model with { Batching = batching, Backend = backend }).BatchingCost);

    [Fact]
    public async Task A_lone_answer_keeps_its_deadlines_to_the_tick()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Model));

        using var response = await peer.ChatAsync(3);
        peer.Time.Advance(TimeSpan.FromMilliseconds(250) - TimeSpan.FromTicks(1));
        await RunningAsync(peer, 1);
        peer.Time.Advance(TimeSpan.FromTicks(1));

        await Peer.TextAsync(response);
    }

    [Fact]
    public async Task Two_answers_slow_each_other_down_and_the_longer_one_speeds_up_when_it_is_alone()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Model));
        using var longer = await peer.ChatAsync(11);
        using var shorter = await peer.ChatAsync(5, "Tell me more");
        await RunningAsync(peer, 2);

        // Four gaps of 125 ms after the first tokens at 50 ms.
        peer.Time.Advance(TimeSpan.FromMilliseconds(550));
        await Peer.TextAsync(shorter);
        await RunningAsync(peer, 1);

        // Four of its ten gaps are done; six are left at 100 ms.
        peer.Time.Advance(TimeSpan.FromMilliseconds(600) - TimeSpan.FromTicks(1));
        await RunningAsync(peer, 1);
        peer.Time.Advance(TimeSpan.FromTicks(1));

        await Peer.TextAsync(longer);
    }

    [Fact]
    public async Task An_answer_that_comes_later_slows_down_what_is_left_of_the_first()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.AddLoaded(Model with { BatchingCost = 1 }));
        using var first = await peer.ChatAsync(11);
        await RunningAsync(peer, 1);
        peer.Time.Advance(TimeSpan.FromMilliseconds(550));
        using var second = await peer.ChatAsync(1000, "Tell me more");
        await RunningAsync(peer, 2);

        // Five gaps are done alone, five are left at 200 ms.
        peer.Time.Advance(TimeSpan.FromMilliseconds(1000) - TimeSpan.FromTicks(1));
        await RunningAsync(peer, 2);
        peer.Time.Advance(TimeSpan.FromTicks(1));

        await Peer.TextAsync(first);
    }

    [Fact]
    public void Decoding_time_passes_more_slowly_the_more_answers_run()
    {
        var pace = new BatchPace(0.25);
        pace.Join(0);
        pace.Join(100);
        pace.Join(100);
        pace.Leave(250);

        Assert.Equal(200, pace.At(250).PassedAt(250));
        Assert.Equal(300, pace.At(375).PassedAt(375));
        Assert.Equal(375, pace.At(250).When(300));
        Assert.Equal(50, pace.At(50).PassedAt(50));
        Assert.True(pace.At(249).Ended.Task.IsCompleted);
        Assert.False(pace.At(250).Ended.Task.IsCompleted);
    }

    private static async Task RunningAsync(Peer peer, int answers)
    {
        while (peer.Server.Models.FindLoaded(Peer.Model)!.Pace.Running != answers)
        {
            await Task.Yield();
        }
    }
}

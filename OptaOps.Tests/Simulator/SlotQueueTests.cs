using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class SlotQueueTests
{
    [Fact]
    public async Task A_full_server_says_so_as_text_in_the_stream_when_patience_ends()
    {
        await using var peer = await Peer.StartAsync(server => server.Slots = 0);

        var stream = peer.StreamAsync();
        await AdvanceUntilAsync(peer, stream);

        Assert.Equal(["\n\n[Error: Server is busy — all inference slots occupied. Try again shortly.]"], SseText.Pieces(await stream));
    }

    [Fact]
    public async Task A_full_server_answers_429_when_not_streaming()
    {
        await using var peer = await Peer.StartAsync(server => server.Slots = 0);

        var answer = peer.ChatAsync(more: "");
        await AdvanceUntilAsync(peer, answer);

        using var response = await answer;
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        Assert.Equal("rate_limit_exceeded", (await Peer.BodyAsync(response))["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_interactive_lane_skips_the_queue()
    {
        await using var peer = await Peer.StartAsync(server => server.Slots = 0);

        using var response = await peer.PostAsync(
            "/v1/chat/completions",
            """{"model":"acme/Foo-4bit","messages":[],"max_tokens":2,"stream":true}""",
            ("x-serving-lane", "interactive"));

        Assert.Equal(2, SseText.Pieces(await Peer.TextAsync(response)).Count);
    }

    [Fact]
    public async Task A_slot_goes_to_whoever_waited_longest()
    {
        var slots = new SlotQueue(() => 1);
        Assert.True(slots.TryTake());
        var first = slots.WaitAsync(TestContext.Current.CancellationToken);
        var second = slots.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(slots.TryTake());
        slots.Leave();

        await first;
        Assert.False(second.IsCompleted);
        Assert.Equal(1, slots.Taken);
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_no_trace()
    {
        var slots = new SlotQueue(() => 1);
        Assert.True(slots.TryTake());
        using var patience = new CancellationTokenSource();
        var waiting = slots.WaitAsync(patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        slots.Leave();

        Assert.Equal(0, slots.Taken);
    }

    [Fact]
    public async Task Hanging_up_frees_the_slot()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Slots = 1;
            server.NextStream(new StreamShape { StallAfter = 0 });
        });

        (await peer.ChatAsync()).Dispose();

        // Queued behind the abandoned stream until its end is noticed; the clock stands still, so patience cannot end first.
        Assert.Equal(3, SseText.Pieces(await peer.StreamAsync()).Count);
    }

    private static async Task AdvanceUntilAsync(Peer peer, Task done)
    {
        while (!done.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
    }
}

using Microsoft.Extensions.Time.Testing;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class ServerClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_point_in_time_is_met_to_the_tick()
    {
        var clock = new ServerClock(_time);
        var waiting = clock.WaitUntilAsync(91.3, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromTicks(912_999));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        await waiting;
        Assert.Equal(91.3, clock.Now);
    }

    [Fact]
    public void A_point_in_the_past_needs_no_wait()
    {
        var clock = new ServerClock(_time);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(clock.WaitUntilAsync(1000, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var patience = new CancellationTokenSource();
        var waiting = new ServerClock(_time).WaitUntilAsync(1000, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_real_wait_ends_not_before_its_point()
    {
        var clock = new ServerClock(TimeProvider.System);

        await clock.WaitUntilAsync(3.5, TestContext.Current.CancellationToken);

        Assert.True(clock.Now >= 3.5);
    }
}

using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>Slow peers, on a clock that only the test moves.</summary>
public sealed class PatienceTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_server_that_takes_the_request_and_hangs_is_late_and_not_gone()
    {
        await using var line = Hanging();

        var asking = line.StatusAsync();
        await line.Peer.RequestAsync();
        line.Time.Advance(LmxCaller.Patience - Tick);
        Assert.False(asking.IsCompleted);
        line.Time.Advance(Tick);

        var answer = await asking;
        Assert.Equal(LmxFaultKind.TimedOut, answer.Fault!.Kind);
        Assert.Contains("Connected, but /admin/status did not answer within 5 s", answer.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(5000, answer.TookMs);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"uptime_")]
    [InlineData("HTTP/1.1 500 x\r\nContent-Length: 20\r\n\r\n")]
    public async Task An_answer_that_stops_in_the_middle_is_late(string begun)
    {
        await using var line = new LmxLine(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(RawPeer.Head(begun), cancellationToken);
            await HttpPeer.HangAsync(cancellationToken);
        });

        var asking = line.StatusAsync();
        await line.Peer.RequestAsync();
        line.Time.Advance(LmxCaller.Patience);

        Assert.Equal(LmxFaultKind.TimedOut, (await asking).Fault!.Kind);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_no_fault_and_closes_the_connection()
    {
        await using var line = new LmxLine((_, stream, cancellationToken) => stream.CopyToAsync(Stream.Null, cancellationToken));
        using var wish = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var asking = line.Client.GetStatusAsync(LmxCaller.Patience, wish.Token);
        await line.Peer.RequestAsync();
        await wish.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await line.Peer.ClientClosed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_load_of_half_an_hour_is_waited_for()
    {
        var loaded = new TaskCompletionSource();
        await using var line = new LmxLine(async (_, stream, cancellationToken) =>
        {
            await loaded.Task.WaitAsync(cancellationToken);
            await stream.WriteAsync(HttpAnswer.Of("""{"success":true,"model_id":"acme/Foo-4bit","time_to_load_ms":1799000.5}"""), cancellationToken);
        });

        var loading = line.LoadAsync();
        await line.Peer.RequestAsync();
        line.Time.Advance(TimeSpan.FromMinutes(30));
        loaded.SetResult();

        var answer = await loading;
        Assert.True(answer.Value!.Loaded);
        Assert.Equal(1799000.5, answer.Value.LoadMs);
        Assert.Equal(TimeSpan.FromMinutes(30).TotalMilliseconds, answer.TookMs);
    }

    [Fact]
    public async Task A_load_is_given_up_after_an_hour()
    {
        await using var line = Hanging();

        var loading = line.LoadAsync();
        await line.Peer.RequestAsync();
        line.Time.Advance(TimeSpan.FromMinutes(60));

        Assert.Equal(LmxFaultKind.TimedOut, (await loading).Fault!.Kind);
    }

    [Fact]
    public async Task An_unload_is_given_up_after_half_an_hour()
    {
        await using var line = Hanging();

        var unloading = line.UnloadAsync();
        await line.Peer.RequestAsync();
        line.Time.Advance(TimeSpan.FromMinutes(30) - Tick);
        Assert.False(unloading.IsCompleted);
        line.Time.Advance(Tick);

        Assert.Equal(LmxFaultKind.TimedOut, (await unloading).Fault!.Kind);
    }

    private static LmxLine Hanging() => new((_, _, cancellationToken) => HttpPeer.HangAsync(cancellationToken));
}

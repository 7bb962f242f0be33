using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class RunMeasurerTests
{
    private static readonly ChatRequest Request = new("acme/Foo-4bit", "Go on.", 2);
    private static readonly TaskCompletionSource Never = new();

    [Fact]
    public async Task A_good_stream_is_ok_on_one_connection_made_before_the_clock()
    {
        await using var peer = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(ScriptedStream.Chunk("a") + ScriptedStream.Chunk("b") + "data: [DONE]\n\n"), token);
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), token);
        });

        var run = await MeasureAsync(peer.Address);

        Assert.Null(run.Timing.Failure);
        Assert.Equal(2, run.Timing.AtMs.Count);
        Assert.False(run.ConnectedInsideClock);
        Assert.NotNull(run.RoundTripMs);
    }

    [Fact]
    public async Task The_request_carries_the_key_the_client_id_and_a_length()
    {
        await using var peer = new RawPeer(async (stream, token) => await stream.WriteAsync(RawPeer.Head("HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n"), token));

        await MeasureAsync(peer.Address, endpoint => endpoint with { InferenceKey = "secret" });

        Assert.Contains("Authorization: Bearer secret", peer.PostHead, StringComparison.Ordinal);
        Assert.Contains("x-client-id: optaops", peer.PostHead, StringComparison.Ordinal);
        Assert.Contains("Content-Length: ", peer.PostHead, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", peer.PostHead, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_connect_failed()
    {
        var peer = new RawPeer((_, _) => Task.CompletedTask);
        await peer.DisposeAsync();

        var run = await MeasureAsync(peer.Address);

        Assert.Equal(FailureCode.ConnectFailed, run.Timing.Failure?.Code);
        Assert.Null(run.RoundTripMs);
    }

    [Theory]
    [InlineData(401, "{\"detail\":\"Invalid API key\"}", FailureCode.Unauthorized, "Invalid API key")]
    [InlineData(404, "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}", FailureCode.ModelNotFound, "no such model")]
    [InlineData(404, "{\"detail\":\"Not Found\"}", FailureCode.HttpError, "Not Found")]
    [InlineData(503, "{\"error\":{\"message\":\"memory\",\"code\":\"overloaded\"}}", FailureCode.Overloaded, "memory")]
    [InlineData(429, "{\"error\":\"Rate limit exceeded\"}", FailureCode.ServerBusy, "Rate limit exceeded")]
    [InlineData(500, "Internal Server Error", FailureCode.EngineError, "Internal Server Error")]
    [InlineData(422, "{\"detail\":[{\"msg\":\"bad\"}]}", FailureCode.HttpError, "bad")]
    public async Task A_refusal_before_the_stream_has_its_code_and_says_what_the_node_said(int status, string body, FailureCode code, string said)
    {
        await using var peer = new RawPeer(async (stream, token) =>
            await stream.WriteAsync(RawPeer.Head($"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), token));

        var run = await MeasureAsync(peer.Address);

        Assert.Equal(code, run.Timing.Failure?.Code);
        Assert.Contains(said, run.Timing.Failure!.Message, StringComparison.Ordinal);
        Assert.Null(run.Timing.TtftMs);
    }

    [Fact]
    public async Task Html_with_status_200_is_malformed()
    {
        await using var peer = new RawPeer(async (stream, token) =>
            await stream.WriteAsync(RawPeer.Head("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), token));

        Assert.Equal(FailureCode.MalformedStream, (await MeasureAsync(peer.Address)).Timing.Failure?.Code);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_mid_stream_is_cut_and_keeps_what_came()
    {
        await using var peer = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(ScriptedStream.Chunk("a")), token);
            stream.Close();
        });

        var run = await MeasureAsync(peer.Address);

        Assert.Equal(FailureCode.CutStream, run.Timing.Failure?.Code);
        Assert.Single(run.Timing.AtMs);
    }

    [Fact]
    public async Task Silence_after_the_first_text_is_a_stall_once_its_time_is_over()
    {
        var time = new AlarmClock(TimeSpan.FromMinutes(1));
        await using var peer = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(ScriptedStream.Chunk("a")), token);
            await Never.Task.WaitAsync(token);
        });
        var progress = new RunProgress(16);
        var measuring = Measurer(time).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, progress, null, CancellationToken.None);

        while (!measuring.IsCompleted)
        {
            await Task.Yield();
            if (time.IsSet)
            {
                time.Advance(TimeSpan.FromSeconds(61));
                break;
            }
        }

        Assert.Equal(FailureCode.Stalled, (await measuring).Timing.Failure?.Code);
    }

    [Fact]
    public async Task Silence_before_the_first_text_is_a_timeout_only_at_the_runs_own_limit()
    {
        var time = new FakeTimeProvider();
        await using var peer = new RawPeer((_, token) => Never.Task.WaitAsync(token));
        var progress = new RunProgress(16);
        var measuring = Measurer(time).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, progress, null, CancellationToken.None);

        while (!measuring.IsCompleted)
        {
            await Task.Yield();
            if (progress.SentAt != 0)
            {
                time.Advance(TimeSpan.FromMinutes(9));
            }
        }

        Assert.Equal(FailureCode.Timeout, (await measuring).Timing.Failure?.Code);
    }

    [Fact]
    public async Task Cancelling_closes_the_socket()
    {
        using var cancel = new CancellationTokenSource();
        await using var peer = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(ScriptedStream.Chunk("a")), token);
            await cancel.CancelAsync();
        });

        await Measurer(TimeProvider.System).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, new RunProgress(16), null, cancel.Token);

        await peer.ClientClosed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_rehearsal_runs_the_whole_path_once()
    {
        var rehearsal = new MeasuringRehearsal(Measurer(TimeProvider.System));

        await rehearsal.WarmUpAsync();

        Assert.Same(rehearsal.WarmUpAsync(), rehearsal.WarmUpAsync());
    }

    private static RunMeasurer Measurer(TimeProvider time) => new(Options.Create(new BenchmarkOptions()), time);

    private static Task<MeasuredRun> MeasureAsync(Uri address, Func<LmxEndpoint, LmxEndpoint>? change = null)
    {
        var endpoint = new LmxEndpoint(address, null, null);
        return Measurer(TimeProvider.System)
            .MeasureAsync(change?.Invoke(endpoint) ?? endpoint, Request, new RunProgress(16), null, TestContext.Current.CancellationToken);
    }
}

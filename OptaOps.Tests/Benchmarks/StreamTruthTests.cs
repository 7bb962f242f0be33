using System.Text;
using Microsoft.Extensions.Options;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

/// <summary>Every shape of a stream over a real socket, often: a clean one never fails, a failing one always with its code.</summary>
public sealed class StreamTruthTests
{
    private const int Tokens = 24;
    private const string Role = "data: {\"choices\": [{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"\"}}], \"usage\": null}\n\n";
    private const string Done = "data: [DONE]\n\n";
    private static readonly ChatRequest Request = new("acme/Foo-4bit", "Go on.", Tokens);
    private static readonly string Text = string.Concat(Enumerable.Repeat(ScriptedStream.Chunk(" wörd 水"), Tokens));

    public static TheoryData<string> Clean => [.. CleanShapes.Keys];

    public static TheoryData<string> Failing => [.. FailingShapes.Keys];

    private static Dictionary<string, Func<byte[][]>> CleanShapes { get; } = new()
    {
        ["as LMX sends it"] = () => [Utf8(Role), .. Enumerable.Repeat(Utf8(ScriptedStream.Chunk(" word")), Tokens), Utf8(Done)],
        ["all in one packet"] = () => [Utf8(Role + Text + Done)],
        ["seven bytes a packet, through every character"] = () => [.. Utf8(Role + ScriptedStream.Chunk(" wörd 水") + Text + Done).Chunk(7)],
        ["carriage returns and comments"] = () => [Utf8((": hello\n\n" + Role + ": still here\n\n" + Text + Done).Replace("\n", "\r\n", StringComparison.Ordinal))],
        ["usage chunk, then silence after done"] = () => [Utf8(Role + Text + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":24}}\n\n" + Done)],
        ["text that only looks like an error"] = () => [Utf8(Role + Text + ScriptedStream.Chunk("[Error: none]") + ScriptedStream.Chunk(" as the log says") + Done)],
        ["an error in the middle of the text"] = () => [Utf8(Role + ScriptedStream.Chunk("\n\n[Error: 404]") + Text + Done)],
        ["tool calls"] = () => [Utf8(Role + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]}}]}\n\n" + Done)],
        ["reasoning in a field"] = () => [Utf8("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n" + Text + Done)],
        ["unknown fields and empty deltas"] = () => [Utf8("data: {\"x\":1,\"choices\":[{\"delta\":{}}]}\n\ndata: {\"choices\":[]}\n\n" + Text + Done)],
    };

    private static Dictionary<string, (FailureCode Code, Func<byte[][]> Packets, string? Head)> FailingShapes { get; } = new()
    {
        ["engine error as text"] = (FailureCode.EngineError, () => [Utf8(Role + Text + ScriptedStream.Chunk("\n\n[Error: Stream inference failed: RuntimeError]") + Done)], null),
        ["busy as text"] = (FailureCode.ServerBusy, () => [Utf8(Role), Utf8(ScriptedStream.Chunk("\n\n[Error: Server is busy. Retry later.]") + Done)], null),
        ["the node's own time limit as text"] = (FailureCode.Timeout, () => [Utf8(Role + Text + ScriptedStream.Chunk("\n\n[Error: Stream inference timed out after 300s]") + Done)], null),
        ["error object"] = (FailureCode.EngineError, () => [Utf8(Role + Text + "data: {\"error\":{\"message\":\"boom\",\"code\":\"internal_error\"}}\n\n" + Done)], null),
        ["no text"] = (FailureCode.EmptyOutput, () => [Utf8(Role + Done)], null),
        ["ends without done"] = (FailureCode.CutStream, () => [Utf8(Role + Text)], null),
        ["a line that is not JSON"] = (FailureCode.MalformedStream, () => [Utf8(Role + "data: {\"choices\": [\n\n" + Text + Done)], null),
        ["401"] = (FailureCode.Unauthorized, () => [Utf8("{\"detail\":\"no\"}")], "401 Unauthorized"),
        ["404 of the model"] = (FailureCode.ModelNotFound, () => [Utf8("{\"error\":{\"message\":\"gone\",\"code\":\"model_not_found\"}}")], "404 Not Found"),
        ["503 of load shedding"] = (FailureCode.Overloaded, () => [Utf8("{\"error\":{\"message\":\"full\",\"code\":\"overloaded\"}}")], "503 Service Unavailable"),
        ["429"] = (FailureCode.ServerBusy, () => [Utf8("{\"error\":\"slow down\"}")], "429 Too Many Requests"),
        ["422"] = (FailureCode.HttpError, () => [Utf8("{\"detail\":[]}")], "422 Unprocessable Entity"),
        ["500"] = (FailureCode.EngineError, () => [Utf8("Internal Server Error")], "500 Internal Server Error"),
    };

    [Theory]
    [MemberData(nameof(Clean))]
    public async Task One_hundred_clean_streams_give_no_failure(string shape)
    {
        await using var peer = Peer(CleanShapes[shape], null);

        await Parallel.ForAsync(0, 100, Eight, async (_, token) =>
        {
            var run = await Measurer(TimeProvider.System).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, new RunProgress(64), null, token);
            Assert.Null(run.Timing.Failure);
        });
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task One_hundred_failing_streams_all_give_their_code(string shape)
    {
        var (code, packets, head) = FailingShapes[shape];
        await using var peer = Peer(packets, head);

        await Parallel.ForAsync(0, 100, Eight, async (_, token) =>
        {
            var run = await Measurer(TimeProvider.System).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, new RunProgress(64), null, token);
            Assert.Equal(code, run.Timing.Failure?.Code);
        });
    }

    [Fact]
    public async Task One_hundred_refused_connections_and_broken_ones_give_their_code()
    {
        var gone = new RawPeer((_, _) => Task.CompletedTask);
        await gone.DisposeAsync();
        await using var breaks = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(Role + Text), token);
            stream.Close();
        });

        await Parallel.ForAsync(0, 100, Eight, async (_, token) =>
        {
            Assert.Equal(FailureCode.ConnectFailed, (await At(gone.Address, token)).Failure?.Code);
            Assert.Equal(FailureCode.CutStream, (await At(breaks.Address, token)).Failure?.Code);
        });

        static async Task<StreamTiming> At(Uri address, CancellationToken token) =>
            (await Measurer(TimeProvider.System).MeasureAsync(new LmxEndpoint(address, null, null), Request, new RunProgress(64), null, token)).Timing;
    }

    [Theory]
    [InlineData(true, FailureCode.Stalled)]
    [InlineData(false, FailureCode.Timeout)]
    public async Task One_hundred_silent_streams_give_their_code_once_their_time_is_over(bool afterText, FailureCode code)
    {
        await using var peer = new RawPeer(async (stream, token) =>
        {
            await stream.WriteAsync(RawPeer.Head(RawPeer.StreamHead), token);
            await stream.WriteAsync(RawPeer.Chunk(afterText ? Role + Text : Role), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        });

        await Parallel.ForAsync(0, 100, Eight, async (_, token) =>
        {
            var time = new AlarmClock(afterText ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(10));
            var progress = new RunProgress(64);
            var measuring = Measurer(time).MeasureAsync(new LmxEndpoint(peer.Address, null, null), Request, progress, null, token);
            while (!measuring.IsCompleted)
            {
                await Task.Yield();
                if (time.IsSet && (!afterText || progress.AtMs.Length == Tokens))
                {
                    time.Advance(afterText ? TimeSpan.FromSeconds(61) : TimeSpan.FromMinutes(11));
                    break;
                }
            }

            Assert.Equal(code, (await measuring).Timing.Failure?.Code);
        });
    }

    private static ParallelOptions Eight => new() { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };

    private static RunMeasurer Measurer(TimeProvider time) => new(Options.Create(new BenchmarkOptions()), time);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static RawPeer Peer(Func<byte[][]> packets, string? head) => new(async (stream, token) =>
    {
        var body = packets();
        await stream.WriteAsync(
            RawPeer.Head(head is null ? RawPeer.StreamHead : $"HTTP/1.1 {head}\r\nContent-Type: application/json\r\nContent-Length: {body.Sum(each => each.Length)}\r\n\r\n"), token);
        foreach (var packet in body)
        {
            await stream.WriteAsync(head is null ? [.. Encoding.ASCII.GetBytes($"{packet.Length:x}\r\n"), .. packet, .. "\r\n"u8] : packet, token);
        }

        if (head is null)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), token);
        }
    });
}

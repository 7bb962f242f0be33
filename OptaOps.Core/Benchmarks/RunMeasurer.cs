using System.Net;
using Microsoft.Extensions.Options;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Executes one measured request on a thread of its own, synchronously from send to last byte: an awaited read would queue behind whatever
/// the thread pool is doing and be counted as the node's time (design §4).
/// </summary>
internal sealed class RunMeasurer(IOptions<BenchmarkOptions> options, TimeProvider time)
{
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Never throws for a sick node; a run broken off by its token comes back with what was measured until then.</summary>
    /// <param name="start">Where the streams of a round wait for each other; null for a run of its own.</param>
    public Task<MeasuredRun> MeasureAsync(
        LmxEndpoint endpoint, ChatRequest request, RunProgress progress, StartLine? start, CancellationToken cancellationToken) => Task.Factory.StartNew(
            () => Measure(endpoint, request, progress, start, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    private MeasuredRun Measure(LmxEndpoint endpoint, ChatRequest request, RunProgress progress, StartLine? start, CancellationToken cancellationToken)
    {
        using var connection = new ChatConnection(endpoint);
        using var message = connection.Prepare(request);
        double? roundTrip = null;
        try
        {
            using var opening = new CancellationTokenSource(OpenTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(opening.Token, cancellationToken);
            roundTrip = connection.Open(time, either.Token);
            start?.Wait(cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            start?.StepAside();
            var why = error is OperationCanceledException ? $"no answer to /healthz within {OpenTimeout.TotalSeconds:0} s" : UntrustedText.Shorten(error.Message);
            var failed = StreamTiming.Failed(FailureCode.ConnectFailed, $"No connection to the node: {why}.");
            return new MeasuredRun(failed, time.GetUtcNow(), 0, time.GetTimestamp(), null, false);
        }

        var connections = connection.ConnectionsMade;
        using var abort = new RunAbort(options.Value, time, cancellationToken);
        var timer = new StreamTimer(time, progress, request.MaxTokens);
        var startedAt = time.GetUtcNow();
        var sentAt = timer.Start();
        var timing = Time(connection, message, timer, abort);
        return new MeasuredRun(timing, startedAt, sentAt, time.GetTimestamp(), roundTrip, connection.ConnectionsMade != connections);
    }

    private static StreamTiming Time(ChatConnection connection, HttpRequestMessage message, StreamTimer timer, RunAbort abort)
    {
        try
        {
            using var response = connection.Send(message, abort.Token);
            using var closing = abort.Token.UnsafeRegister(static state => ((HttpResponseMessage)state!).Dispose(), response);
            using var body = response.Content.ReadAsStream(abort.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? NotAStream(response) is { } fault
                    ? timer.Broken(fault)
                    : Told(timer.Read(body, () => AfterBytes(timer, abort)), abort)
                : timer.Broken(ChatRefusal.Read(response.StatusCode, body));
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException || IsOwnClosing(error, abort))
        {
            return timer.Broken(
                abort.Failure ?? new(FailureCode.CutStream, $"The connection broke: {UntrustedText.Shorten(error.GetBaseException().Message)}"));
        }
    }

    /// <summary>A socket that is closed between two reads says that it is disposed, or that it cannot be read.</summary>
    private static bool IsOwnClosing(Exception error, RunAbort abort) =>
        error is ObjectDisposedException || (error is InvalidOperationException && abort.Token.IsCancellationRequested);

    /// <summary>A response that is disposed while it is read may look as though it had just ended; then the reason is ours.</summary>
    private static StreamTiming Told(StreamTiming timing, RunAbort abort) =>
        timing.Failure?.Code == FailureCode.CutStream && abort.Failure is { } ours ? timing with { Failure = ours } : timing;

    private static void AfterBytes(StreamTimer timer, RunAbort abort)
    {
        if (timer.HasText)
        {
            abort.BytesArrived();
        }
    }

    private static RunFailure? NotAStream(HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        return type is null || type.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? null
            : new(FailureCode.MalformedStream, $"The node answered {UntrustedText.Shorten(type)} instead of an event stream.");
    }
}

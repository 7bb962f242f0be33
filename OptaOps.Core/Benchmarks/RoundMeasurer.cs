using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>Measures the streams of one round side by side, publishes their progress, and watches the observer meanwhile.</summary>
internal sealed class RoundMeasurer(RunMeasurer measurer, NodePulse pulse, TimeProvider time)
{
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(250);

    public async Task<MeasuredRound> MeasureAsync(
        RunningBenchmark benchmark, Node node, IReadOnlyList<RunRow> runs, IReadOnlyList<ChatRequest> requests, CancellationToken cancellationToken)
    {
        using var quiet = new QuietHeap();
        using var lag = new LagWatch(time);
        using var start = requests.Count > 1 ? new StartLine(requests.Count) : null;
        var progress = new LiveRound(runs, requests[0].MaxTokens, time);
        var measuring = Task.WhenAll(requests.Select((request, i) =>
            measurer.MeasureAsync(node.Endpoint, request, progress.Streams[i], start, cancellationToken)));
        benchmark.Publish(Sentence(runs), progress.View());
        var silence = new SilenceWatch();
        var asking = Task.CompletedTask;
        while (!measuring.IsCompleted)
        {
            await Task.WhenAny(measuring, Task.Delay(PublishEvery, time, CancellationToken.None));
            var live = progress.View();
            benchmark.Measured(live);
            if (asking.IsCompleted && silence.IsDue(live.ElapsedMs, live.AtMs.IsEmpty ? null : live.AtMs[^1]))
            {
                asking = pulse.CheckAsync(node.Id, CancellationToken.None);
            }
        }

        await asking;
        var streams = await measuring;
        lag.Stop();
        return new MeasuredRound(streams, [.. streams.Select(stream => Observer(lag, stream))]);
    }

    private static RunObserver Observer(LagWatch lag, MeasuredRun run) => run.SentAt == 0
        ? new RunObserver(null, null, false)
        : new RunObserver(lag.LagP99Ms(run.SentAt, run.EndedAt), lag.LongestPauseMs(run.SentAt, run.EndedAt), run.ConnectedInsideClock);

    private static string Sentence(IReadOnlyList<RunRow> runs) => runs is [var only]
        ? $"Measures run {only.N}: {only.Scenario}, round {only.Round}."
        : $"Measures runs {runs[0].N} to {runs[^1].N}: {runs[0].Scenario}, round {runs[0].Round}, {runs.Count} streams at once.";
}

/// <summary>What the streams of a round brought back, in their order.</summary>
internal sealed record MeasuredRound(IReadOnlyList<MeasuredRun> Streams, IReadOnlyList<RunObserver> Observers);

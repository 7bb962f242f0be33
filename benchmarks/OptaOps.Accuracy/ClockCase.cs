using System.Diagnostics;
using Microsoft.Extensions.Options;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>So many streams at once, over and over, through the shipped measuring path; every arrival is held against the peer's own stamp.</summary>
internal sealed class ClockCase(PeerProcess peer)
{
    private const double TtftMs = 50;
    private const double TokensPerSecond = 100;
    private const int Tokens = 50;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly RunMeasurer _measurer = new(Options.Create(new BenchmarkOptions()), Clock);

    public async Task<ClockResult> RunAsync(string name, int streams, int rounds)
    {
        await new MeasuringRehearsal(_measurer).WarmUpAsync();
        var result = new ClockResult(name);
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < rounds; round++)
        {
            var orders = Enumerable.Range(0, streams).Select(_ => peer.Order(TtftMs, TokensPerSecond, Tokens)).ToArray();
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var (runs, lag) = await MeasureAsync(orders);
            process.Refresh();
            result.Cpu += process.TotalProcessorTime - cpu;
            foreach (var (run, order) in runs.Zip(orders))
            {
                result.Add(run, await peer.StampsAsync(order), lag.LagP99Ms(run.SentAt, run.EndedAt), lag.LongestPauseMs(run.SentAt, run.EndedAt));
            }

            lag.Dispose();
        }

        return result;
    }

    private async Task<(MeasuredRun[] Runs, LagWatch Lag)> MeasureAsync(StreamOrder[] orders)
    {
        using var quiet = new QuietHeap();
        using var start = orders.Length > 1 ? new StartLine(orders.Length) : null;
        var lag = new LagWatch(Clock);
        var runs = await Task.WhenAll(orders.Select(order => _measurer.MeasureAsync(
            peer.Endpoint, new ChatRequest("peer", order.ToPrompt(), order.Tokens), new RunProgress(order.Tokens), start, CancellationToken.None)));
        lag.Stop();
        return (runs, lag);
    }
}

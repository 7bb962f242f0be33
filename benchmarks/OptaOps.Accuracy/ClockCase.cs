using Microsoft.Extensions.Options;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>So many streams at once, over and over, through the shipped measuring path; every arrival is held against the peer's own stamp.</summary>
internal sealed record ClockCase(string Name, int Streams, int Rounds, int Tokens)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly RunMeasurer Measurer = new(Options.Create(new BenchmarkOptions()), Clock);
    private static readonly MeasuringRehearsal Rehearsal = new(Measurer);

    /// <param name="pages">Null when none is open.</param>
    /// <param name="share">Of the rounds.</param>
    public async Task<ClockResult> RunAsync(PeerProcess peer, PagesProcess? pages, double share)
    {
        await Rehearsal.WarmUpAsync();
        var result = new ClockResult(Name);
        result.AddIdle(await IdleAsync());
        var changes = pages is null ? 0 : await pages.ChangesAsync();
        for (var round = 0; round < Rounds * share; round++)
        {
            await RoundAsync(peer, result);
        }

        result.PageChanges = pages is null ? 0 : await pages.ChangesAsync() - changes;
        result.AddIdle(await IdleAsync());
        return result;
    }

    /// <summary>The same surroundings with the lag watch, without a stream.</summary>
    private static async Task<Cost> IdleAsync()
    {
        using var lag = new LagWatch(Clock);
        return await Cost.OfAsync(() => Task.Delay(Idle, Clock));
    }

    /// <summary>As <see cref="RoundMeasurer"/> does it, without a board to publish to.</summary>
    private async Task RoundAsync(PeerProcess peer, ClockResult result)
    {
        var orders = Enumerable.Range(0, Streams).Select(_ => peer.Order(Tokens)).ToArray();
        using var quiet = new QuietHeap();
        using var lag = new LagWatch(Clock);
        using var start = Streams > 1 ? new StartLine(Streams) : null;
        MeasuredRun[] runs = [];
        result.AddRound(await Cost.OfAsync(async () => runs = await Task.WhenAll(orders.Select(order => Measurer.MeasureAsync(
            peer.Endpoint, new ChatRequest("peer", order.ToPrompt(), Tokens), new RunProgress(Tokens), start, CancellationToken.None)))));
        lag.Stop();
        foreach (var (run, order) in runs.Zip(orders))
        {
            var observer = new RunObserver(lag.LagP99Ms(run.SentAt, run.EndedAt), lag.LongestPauseMs(run.SentAt, run.EndedAt), run.ConnectedInsideClock);
            result.Add(run, await peer.StampsAsync(order), observer);
        }
    }
}

using OptaOps.Core.Benchmarks;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Benchmarks;

public sealed class RoundsTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_of_a_round_run_together_alone_on_the_node_with_a_total_of_their_own()
    {
        await using var node = await MeasuredNode.StartAsync(script: server => server.AdaptiveConcurrency = false);

        var benchmark = await node.RunAsync("short_64", "batch_4");

        var rounds = benchmark.Cells[1].Runs.GroupBy(run => run.Round).ToArray();
        Assert.Equal([1, .. Enumerable.Range(2, 8)], benchmark.Cells.SelectMany(cell => cell.Runs).Select(run => run.N).Order().Take(9));
        Assert.All(rounds, round => Assert.Equal([1, 2, 3, 4], round.Select(run => run.Stream)));
        Assert.All(rounds, round => Assert.Single(round.Select(run => run.RoundTokPerSec).Distinct()));
        Assert.All(benchmark.Cells[1].Runs, run => Assert.NotNull(run.RoundTokPerSec));
        Assert.All(benchmark.Cells[1].Runs, run => Assert.True(run.Evidence!.Alone));
        Assert.All(benchmark.Cells[1].Runs, run => Assert.Empty(run.SamePromptAs));
        Assert.All(benchmark.Cells[1].Runs, run => Assert.Equal(0, run.Evidence!.Pressure!.QueuedBefore));
        Assert.Equal(2, benchmark.Cells[1].Summary!.TotalN);
    }

    [Fact]
    public async Task More_streams_than_slots_are_throttled_and_give_no_total()
    {
        await using var node = await MeasuredNode.StartAsync(script: server => server.AdaptiveConcurrency = false);

        var cell = (await node.RunAsync("batch_8")).Cells.Single();

        Assert.All(cell.Runs, run => Assert.Contains(RunFlag.Throttled, run.Flags));
        Assert.Null(cell.Summary!.TotalTokPerSec);
    }

    [Fact]
    public async Task Somebody_elses_request_in_the_middle_of_a_run_is_flagged_and_its_temperature_unknown()
    {
        await using var node = await MeasuredNode.StartAsync(MeasuredNode.Quick with { Timing = SimulatedTiming.FromMilliseconds(50, 50, 50, 2) });
        var id = await node.BeginAsync("medium_256");
        await node.App.BenchmarkAsync(id, live => live.Run?.Pieces > 0);

        using var http = new HttpClient { BaseAddress = node.Simulator.Address };
        var body = $$"""{"model":"{{MeasuredNode.Model}}","messages":[{"role":"user","content":"theirs"}],"max_tokens":2}""";
        (await http.PostAsync("/v1/chat/completions", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), _token)).EnsureSuccessStatusCode();
        await node.App.BenchmarkAsync(id, live => live.Benchmark.FinishedAt is not null);

        var runs = (await node.App.Get<BenchmarkArchive>().FindAsync(id, _token))!.Cells.Single().Runs;
        var disturbed = Assert.Single(runs, run => run.Flags.Contains(RunFlag.ForeignTraffic));
        Assert.Equal(Temperature.Unknown, disturbed.Temperature);
        Assert.All(runs.Where(run => run != disturbed), run => Assert.True(run.Evidence!.Alone));
        var history = await node.App.Get<BenchmarkArchive>().HistoryAsync(new HistoryQuery { Metric = HistoryMetric.TokPerSecDecode }, _token);
        Assert.DoesNotContain(history.Series.SelectMany(series => series.Points), point => point.N == runs.Count);
    }

    [Fact]
    public async Task A_calibration_that_was_given_up_occupies_the_node_until_it_is_done()
    {
        await using var node = await MeasuredNode.StartAsync(
            MeasuredNode.Quick with { Timing = SimulatedTiming.FromMilliseconds(8, 6, 1, 30) }, server => server.Stream = new StreamShape { TokensPerPiece = 32 });
        var first = await node.BeginAsync("short_64");
        await node.App.BenchmarkAsync(first, live => live.Now?.StartsWith("Counts the tokens of short_64", StringComparison.Ordinal) == true);
        await node.App.NodeAsync(each => each.InFlightRequests == 1);

        await node.App.Get<BenchmarkQueue>().CancelAsync(first, _token);
        var cancelled = await node.App.BenchmarkAsync(first, live => live.Benchmark.FinishedAt is not null);
        var second = await node.BeginAsync("short_64");
        var waiting = await node.App.BenchmarkAsync(second, live => live.Now?.Contains($"benchmark {first} gave up", StringComparison.Ordinal) == true);
        var begun = await node.App.BenchmarkAsync(second, live => live.Benchmark.Cells[0].Runs.Any(run => run.State == RunState.Ok));

        Assert.Equal(BenchmarkState.Cancelled, cancelled.Benchmark.State);
        Assert.Contains("Given up", Assert.Single(cancelled.Benchmark.SideRequests).Problem, StringComparison.Ordinal);
        Assert.Empty(waiting.Benchmark.Cells[0].Runs);
        Assert.All(begun.Benchmark.Cells[0].Runs.Where(run => run.State == RunState.Ok), run => Assert.True(run.Evidence!.Alone));
    }
}

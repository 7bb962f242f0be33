using OptaOps.Core.Benchmarks;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class BenchmarkArchiveTests : IDisposable
{
    private readonly TestDatabase _files = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    private BenchmarkArchive Archive => new(_files, new Latest<BenchmarkBoard>(BenchmarkBoard.Empty));

    private BenchmarkStore Store => new(_files);

    [Fact]
    public async Task The_seed_reports_first_cell_is_reproduced_to_the_digit()
    {
        var id = await StoreAsync(
            (Temperature.FirstAfterLoad, 2992.01, 4586.78, []),
            (Temperature.WarmCached, 64.41, 1643.24, []),
            (Temperature.WarmCached, 67.60, 1646.51, []));

        var summary = (await Archive.FindAsync(id, _token))!.Cells.Single().Summary!;

        Assert.Equal("30.59", summary.AvgTokPerSec!.Value.ToString("F2"));
        Assert.Equal("1041.34", summary.AvgTtftMs!.Value.ToString("F2"));
        Assert.Equal("2625.51", summary.AvgTotalMs!.Value.ToString("F2"));
        Assert.Equal([2992.01], summary.ColdTtftMs);
        Assert.Null(summary.WarmTtftMs);
        Assert.Equal(2, summary.WarmCachedN);
    }

    [Fact]
    public async Task Failed_runs_count_in_stability_and_in_no_average()
    {
        var id = await StoreAsync((Temperature.Warm, 100, 2000, []), (Temperature.Warm, 999, 9999, []));
        await using (var database = _files.CreateDbContext())
        {
            var failed = database.Set<RunRow>().Single(run => run.N == 2);
            (failed.State, failed.FailureCode, failed.FailureMessage) = (RunState.Failed, FailureCode.Stalled, "No byte.");
            await database.SaveChangesAsync(_token);
        }

        var benchmark = (await Archive.FindAsync(id, _token))!;
        var summary = benchmark.Cells.Single().Summary!;

        Assert.Equal((2, 1, 1), (summary.Runs, summary.Ok, summary.Failed));
        Assert.Equal(100, summary.AvgTtftMs);
        Assert.Equal(new BenchmarkProgress(2, 3, 1), benchmark.Progress);
        Assert.Equal(FailureCode.Stalled, benchmark.Cells.Single().Runs[1].Failure?.Code);
    }

    [Fact]
    public async Task A_run_that_stopped_early_counts_for_ttft_and_not_for_total()
    {
        var id = await StoreAsync((Temperature.Warm, 100, 2000, []), (Temperature.Warm, 300, 500, [RunFlag.StoppedEarly]));

        var summary = (await Archive.FindAsync(id, _token))!.Cells.Single().Summary!;

        Assert.Equal(200, summary.AvgTtftMs);
        Assert.Equal(2000, summary.AvgTotalMs);
        Assert.Equal(32, summary.AvgTokPerSec);
    }

    [Fact]
    public async Task History_keeps_cold_warm_and_cached_apart_and_leaves_unsound_runs_out()
    {
        var id = await StoreAsync(
            (Temperature.FirstAfterLoad, 3000, 4600, []),
            (Temperature.Warm, 250, 1800, []),
            (Temperature.WarmCached, 66, 1640, []),
            (Temperature.WarmCached, 900, 9000, [RunFlag.ForeignTraffic]));

        var cold = await Archive.HistoryAsync(new HistoryQuery { Metric = HistoryMetric.TtftCold }, _token);
        var cached = await Archive.HistoryAsync(new HistoryQuery { Metric = HistoryMetric.TtftWarmCached, Model = BenchmarkRows.Model }, _token);
        var rate = await Archive.HistoryAsync(new HistoryQuery { Metric = HistoryMetric.TokPerSecEndToEnd }, _token);
        var other = await Archive.HistoryAsync(new HistoryQuery { Metric = HistoryMetric.TtftCold, Scenario = "long_512" }, _token);

        Assert.Equal(3000, cold.Series.Single().Points.Single().Value);
        Assert.Equal(66, cached.Series.Single().Points.Single().Value);
        Assert.Equal([Temperature.Warm, Temperature.WarmCached], rate.Series.Select(series => series.Temperature).Order());
        Assert.All(rate.Series, series => Assert.Equal((1, id), (series.Points.Single().N, series.Points.Single().BenchmarkId)));
        Assert.Equal("ms", cold.Unit);
        Assert.Equal("tok/s", rate.Unit);
        Assert.Empty(other.Series);
    }

    [Fact]
    public async Task The_list_is_newest_first_pages_by_id_and_has_no_runs()
    {
        var first = await StoreAsync((Temperature.Warm, 100, 2000, []));
        var second = await StoreAsync((Temperature.Warm, 100, 2000, []));

        var all = await Archive.ListAsync(new BenchmarkFilter(), _token);
        var older = await Archive.ListAsync(new BenchmarkFilter(Before: second), _token);

        Assert.Equal([second, first], all.Select(each => each.Id));
        Assert.Equal([first], older.Select(each => each.Id));
        Assert.Empty(all[0].Cells.Single().Runs);
        Assert.Equal(1, all[0].Cells.Single().Summary!.Ok);
    }

    [Fact]
    public async Task After_a_restart_a_running_benchmark_is_interrupted_and_keeps_its_runs()
    {
        var row = BenchmarkRows.Benchmark(BenchmarkState.Running);
        await Store.InsertAsync(row, _token);
        await Store.InsertRunsAsync([BenchmarkRows.Run(row.Id, 1, Temperature.Warm, 100, 2000)], _token);
        var broken = BenchmarkRows.Run(row.Id, 2, Temperature.Warm, 100, 2000);
        broken.State = RunState.Running;
        await Store.InsertRunsAsync([broken], _token);

        await Store.InterruptLeftoversAsync(DateTimeOffset.UnixEpoch, _token);

        var benchmark = (await Archive.FindAsync(row.Id, _token))!;
        Assert.Equal(BenchmarkState.Interrupted, benchmark.State);
        Assert.NotNull(benchmark.Reason);
        Assert.Equal([RunState.Ok, RunState.Interrupted], benchmark.Cells.Single().Runs.Select(run => run.State));
    }

    [Fact]
    public async Task Deleting_takes_runs_and_timelines_along_and_refuses_what_is_active()
    {
        var id = await StoreAsync((Temperature.Warm, 100, 2000, []));
        var active = BenchmarkRows.Benchmark(BenchmarkState.Queued);
        await Store.InsertAsync(active, _token);

        Assert.True(await Store.DeleteAsync(id, _token));
        Assert.False(await Store.DeleteAsync(active.Id, _token));

        await using var database = _files.CreateDbContext();
        Assert.Empty(database.Set<RunRow>());
        Assert.Empty(database.Set<RunTimelineRow>());
    }

    [Fact]
    public async Task A_timeline_comes_back_as_it_was_measured()
    {
        var id = await StoreAsync((Temperature.Warm, 100, 2000, []));

        Assert.Equal([100, 125.3], (await Archive.TimelineAsync(id, 1, _token))!.AtMs);
        Assert.Null(await Archive.TimelineAsync(id, 9, _token));
    }

    [Fact]
    public async Task The_markdown_summary_is_the_seed_reports_table_with_dashes_for_what_is_unknown()
    {
        var id = await StoreAsync((Temperature.FirstAfterLoad, 2992.01, 4586.78, []));

        var text = MarkdownSummary.Write((await Archive.FindAsync(id, _token))!);

        Assert.Contains("| `acme/Foo-4bit` | short_64 | 64 | 1 of 3 | 13.95 | 2,992.01 | 4,586.78 | 2,992.01 | — | — | 39.50 | — | — | 172.43 | 196,608 | on |", text, StringComparison.Ordinal);
    }

    private async Task<int> StoreAsync(params (Temperature Temperature, double TtftMs, double TotalMs, RunFlag[] Flags)[] runs)
    {
        var row = BenchmarkRows.Benchmark();
        await Store.InsertAsync(row, _token);
        for (var i = 0; i < runs.Length; i++)
        {
            var run = BenchmarkRows.Run(row.Id, i + 1, runs[i].Temperature, runs[i].TtftMs, runs[i].TotalMs, runs[i].Flags);
            await Store.InsertRunsAsync([run], _token);
            run.Timeline = new RunTimelineRow { RunId = run.Id, Data = TimelineCodec.Encode([100, 125.3]) };
            await Store.CompleteRunsAsync([run], row.Cells, _token);
        }

        return row.Id;
    }
}

namespace OptaOps.Core.Benchmarks;

/// <summary>A benchmark in memory while it runs: its rows, what its streams said, and its way onto the board.</summary>
internal sealed class RunningBenchmark(BenchmarkRow row, LiveBoard board, TimeProvider time)
{
    private readonly List<CellRow> _cells = [.. row.Cells.OrderBy(cell => cell.Position)];
    private readonly List<RunRow> _runs = [];
    private readonly Dictionary<int, StreamTiming> _timings = [];

    public BenchmarkRow Row => row;

    /// <summary>Runs begun so far, in order of start.</summary>
    public IReadOnlyList<RunRow> Runs => _runs;

    public IReadOnlyList<CellRow> Cells => _cells;

    public BenchmarkView View() => row.ToView(_runs);

    public IReadOnlyList<PlannedRound> Schedule()
    {
        var models = _cells.Select(cell => cell.Model).Distinct().Count();
        return RunSchedule.Plan(models, [.. _cells.Take(_cells.Count / models).Select(cell => new PlannedScenario(cell.Repeats, cell.Concurrency, cell.ColdLoads))], row.Seed);
    }

    public CellRow Cell(PlannedRound planned) => _cells[planned.CellIndex];

    public void Publish(string now, LiveRun? run = null)
    {
        row.State = BenchmarkState.Running;
        row.StartedAt ??= time.GetUtcNow();
        board.Running(View(), now, run);
    }

    public void Measured(LiveRun run) => board.Measured(row.Id, run);

    public void Begin(IEnumerable<RunRow> runs, CellRow cell)
    {
        cell.State = CellState.Running;
        _runs.AddRange(runs);
    }

    /// <summary>A round has ended; its cell is completed when it was the last of it.</summary>
    public void Ended(CellRow cell, IReadOnlyList<RunRow> runs, MeasuredRound measured)
    {
        foreach (var (run, stream) in runs.Zip(measured.Streams))
        {
            _timings[run.N] = stream.Timing;
        }

        var ended = Of(cell).Count(run => run.State is RunState.Ok or RunState.Failed);
        cell.State = ended >= cell.PlannedRuns ? CellState.Completed : cell.State;
    }

    /// <summary>Good runs of a cell with what they brought, kept until the cell's tokens are settled.</summary>
    public IReadOnlyList<(RunRow Run, StreamTiming Timing)> GoodRuns(CellRow cell) =>
        [.. Of(cell).Where(run => run.State == RunState.Ok && _timings.ContainsKey(run.N)).Select(run => (run, _timings[run.N]))];

    /// <summary>The texts of a cell are needed no longer.</summary>
    public void Forget(CellRow cell)
    {
        foreach (var run in Of(cell))
        {
            _timings.Remove(run.N);
        }
    }

    /// <summary>Gives up what is left of a model, or of one of its scenarios.</summary>
    public void Leave(string model, string? scenario, CellState state, string reason)
    {
        foreach (var cell in _cells.Where(cell => cell.Model == model && (scenario ?? cell.Scenario) == cell.Scenario && cell.State != CellState.Completed))
        {
            (cell.State, cell.Reason) = (state, reason);
        }
    }

    /// <summary>What goes on on the node although the benchmark has ended; a sentence, or null.</summary>
    public string? Remark { get; set; }

    public void End(BenchmarkState state, string? reason, string? code = null)
    {
        reason = Remark is null ? reason : $"{reason} {Remark}".TrimStart();
        (row.State, row.Reason, row.ReasonCode, row.FinishedAt) = (state, reason, code, time.GetUtcNow());
        foreach (var cell in _cells.Where(cell => cell.State is CellState.Queued or CellState.Running))
        {
            (cell.State, cell.Reason) = (CellState.Skipped, reason);
        }
    }

    private IEnumerable<RunRow> Of(CellRow cell) => _runs.Where(run => run.CellPosition == cell.Position);
}

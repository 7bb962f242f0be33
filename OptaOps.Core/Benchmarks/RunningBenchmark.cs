namespace OptaOps.Core.Benchmarks;

/// <summary>A benchmark in memory while it runs: its rows, and their way onto the board.</summary>
internal sealed class RunningBenchmark(BenchmarkRow row, LiveBoard board, TimeProvider time)
{
    private readonly List<CellRow> _cells = [.. row.Cells.OrderBy(cell => cell.Position)];
    private readonly List<RunRow> _runs = [];

    public BenchmarkRow Row => row;

    /// <summary>Runs begun so far, in order of start.</summary>
    public IReadOnlyList<RunRow> Runs => _runs;

    public IReadOnlyList<CellRow> Cells => _cells;

    public BenchmarkView View() => row.ToView(_runs);

    public IReadOnlyList<PlannedRun> Schedule()
    {
        var models = _cells.Select(cell => cell.Model).Distinct().Count();
        return RunSchedule.Plan(models, [.. _cells.Take(_cells.Count / models).Select(cell => cell.Repeats)], row.Seed);
    }

    public CellRow Cell(PlannedRun planned) => _cells[planned.CellIndex];

    public void Publish(string now, LiveRun? run = null)
    {
        row.State = BenchmarkState.Running;
        row.StartedAt ??= time.GetUtcNow();
        board.Running(View(), now, run);
    }

    public void Measured(LiveRun run) => board.Measured(row.Id, run);

    public void Begin(RunRow run, CellRow cell)
    {
        cell.State = CellState.Running;
        _runs.Add(run);
    }

    /// <summary>A run has ended; its cell is completed when it was the last of it.</summary>
    public void Ended(CellRow cell)
    {
        var ended = _runs.Count(run => run.CellPosition == cell.Position && run.State is RunState.Ok or RunState.Failed);
        cell.State = ended >= cell.Repeats ? CellState.Completed : cell.State;
    }

    /// <summary>Gives up what is left of a model, or of one of its scenarios.</summary>
    public void Leave(string model, string? scenario, CellState state, string reason)
    {
        foreach (var cell in _cells.Where(cell => cell.Model == model && (scenario ?? cell.Scenario) == cell.Scenario && cell.State != CellState.Completed))
        {
            (cell.State, cell.Reason) = (state, reason);
        }
    }

    public void End(BenchmarkState state, string? reason)
    {
        (row.State, row.Reason, row.FinishedAt) = (state, reason, time.GetUtcNow());
        foreach (var cell in _cells.Where(cell => cell.State is CellState.Queued or CellState.Running))
        {
            (cell.State, cell.Reason) = (CellState.Skipped, reason);
        }
    }
}

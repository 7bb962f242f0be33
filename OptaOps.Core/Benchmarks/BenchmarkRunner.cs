using OptaOps.Core.Fleet;

namespace OptaOps.Core.Benchmarks;

/// <summary>Executes one benchmark from its first run to its last. Knows nothing of queues or pages.</summary>
internal sealed class BenchmarkRunner(
    BenchmarkStore store,
    BenchmarkArchive archive,
    ScenarioCatalog catalog,
    NodeDirectory nodes,
    NodeFacts facts,
    RoundExecutor executor,
    CellSettlement settlement,
    CacheControl cacheControl,
    BenchmarkLoads loads,
    MeasuringRehearsal rehearsal,
    OwnTraffic own,
    LiveBoard board,
    BenchmarkEvents events,
    TimeProvider time)
{
    private const int EngineErrorsThatStop = 2;
    private const int ConnectFailuresThatStop = 2;

    /// <summary>Returns when the benchmark is in a final state that is stored.</summary>
    /// <param name="cancelled">The user's wish.</param>
    /// <param name="stopping">The host's end.</param>
    public async Task RunAsync(int id, CancellationToken cancelled, CancellationToken stopping)
    {
        if (await store.FindAsync(id, stopping) is not { } row || !await store.StartAsync(id, time.GetUtcNow(), facts.Version(row.NodeId), stopping))
        {
            return;
        }

        row.NodeVersion = facts.Version(row.NodeId);

        var benchmark = new RunningBenchmark(row, board, time);
        benchmark.Publish("Begins.");
        await events.StartedAsync(row);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, stopping);
        try
        {
            using var claim = await loads.ClaimAsync(benchmark, either.Token);
            await rehearsal.WarmUpAsync();
            var failure = await RunAllAsync(benchmark, either.Token);
            benchmark.End(failure is null ? BenchmarkState.Completed : BenchmarkState.Failed, failure?.Reason, failure?.Code);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            benchmark.End(BenchmarkState.Interrupted, "OptaOps was stopped while it was running.");
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            benchmark.End(BenchmarkState.Cancelled, "Cancelled by its user.");
        }

        await store.FinishAsync(row, BenchmarkState.Running, CancellationToken.None);
        var ended = benchmark.View();
        board.Finished(ended);
        await events.EndedAsync(ended);
    }

    /// <summary>Ends a benchmark that broke, whatever state its rows are in.</summary>
    public async Task FailAsync(int id, string reason)
    {
        if (await store.FindAsync(id, CancellationToken.None) is not { } row)
        {
            return;
        }

        var from = row.State;
        var benchmark = new RunningBenchmark(row, board, time);
        benchmark.End(BenchmarkState.Failed, reason);
        await store.FinishAsync(row, from, CancellationToken.None);
        var failed = (await archive.FindAsync(id, CancellationToken.None))!;
        board.Finished(failed);
        await events.EndedAsync(failed);
    }

    private async Task<BenchmarkFailure?> RunAllAsync(RunningBenchmark benchmark, CancellationToken cancellationToken)
    {
        if (nodes.Find(benchmark.Row.NodeId) is not { } node)
        {
            return new($"{benchmark.Row.NodeName} is no longer in the fleet.");
        }

        own.ForgetPrompts(node.Id);
        foreach (var model in benchmark.Schedule().GroupBy(planned => benchmark.Cell(planned).Model))
        {
            if (await RunModelAsync(benchmark, node, model, cancellationToken) is { } failure)
            {
                return failure;
            }

            if (benchmark.Cells.Any(cell => cell.Model == model.Key && cell.State == CellState.Completed))
            {
                await cacheControl.RunAsync(benchmark, node, model.Key, cancellationToken);
            }
        }

        return null;
    }

    private async Task<BenchmarkFailure?> RunModelAsync(RunningBenchmark benchmark, Node node, IEnumerable<PlannedRound> rounds, CancellationToken cancellationToken)
    {
        foreach (var planned in rounds)
        {
            var cell = benchmark.Cell(planned);
            if (cell.State is CellState.Stopped or CellState.Skipped)
            {
                continue;
            }

            if (Scenario(cell) is not { } scenario)
            {
                benchmark.Leave(cell.Model, cell.Scenario, CellState.Skipped, $"The scenario {cell.Scenario} was changed or removed since this benchmark was queued.");
                continue;
            }

            var reload = planned.AfterLoad ? await loads.ReloadAsync(benchmark, node, cell, planned.Round, cancellationToken) : null;
            if (reload?.Failure is { } failure)
            {
                return failure;
            }

            var runs = await executor.ExecuteAsync(benchmark, node, cell, scenario, planned.Round, reload?.LoadMs, cancellationToken);
            if (Consequence(benchmark, runs) is { } reason)
            {
                return new(reason);
            }

            if (cell.State == CellState.Completed)
            {
                await settlement.SettleAsync(benchmark, node, cell, scenario, cancellationToken);
            }
        }

        return null;
    }

    private Scenario? Scenario(CellRow cell) => catalog.Find(cell.Scenario) is { } scenario && scenario.Version == cell.ScenarioVersion ? scenario : null;

    /// <summary>What a round's end means for the rest: nothing, the model is stopped, or the benchmark cannot go on (then the reason).</summary>
    private static string? Consequence(RunningBenchmark benchmark, IReadOnlyList<RunRow>? round)
    {
        if (round is null)
        {
            return null;
        }

        var runs = benchmark.Runs;
        var model = round[0].Model;
        if (runs.Count(each => each.Model == model && each.FailureCode == FailureCode.EngineError) >= EngineErrorsThatStop)
        {
            benchmark.Leave(model, null, CellState.Stopped, "Stopped after two engine errors: a third one would make the node quarantine the model.");
        }

        if (round.Any(run => run.FailureCode == FailureCode.ModelNotFound))
        {
            benchmark.Leave(model, null, CellState.Skipped, "The node no longer has the model loaded.");
        }

        return round.FirstOrDefault(run => run.FailureCode == FailureCode.Unauthorized) is { } refused
            ? $"{refused.FailureMessage} Set the key and run again."
            : runs.TakeLast(ConnectFailuresThatStop).Count(each => each.FailureCode == FailureCode.ConnectFailed) == ConnectFailuresThatStop
                ? $"The node could not be reached in {ConnectFailuresThatStop} runs one after the other: {runs[^1].FailureMessage}"
                : null;
    }
}

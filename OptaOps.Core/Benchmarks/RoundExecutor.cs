using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>One round: takes the node's gate, reads its counters, measures its streams, reads the counters again, judges and stores.</summary>
internal sealed class RoundExecutor(
    BenchmarkStore store, RoundMeasurer measurer, CounterReader counters, RoundJudge judge, OwnTraffic own, NodeGates gates, NodeFacts facts, TimeProvider time)
{
    /// <summary>Longer than any answer may take on the node (contract §5.5: 300 s a generation, by default).</summary>
    private static readonly TimeSpan OccupiedWithin = TimeSpan.FromMinutes(15);

    /// <summary>The ended runs, or null when the model was found not to be loaded and so nothing was sent.</summary>
    /// <param name="loadMs">How long the load just before took, milliseconds; null when there was none.</param>
    /// <exception cref="OperationCanceledException">Asked to stop; what was measured until then is stored.</exception>
    public async Task<IReadOnlyList<RunRow>?> ExecuteAsync(
        RunningBenchmark benchmark, Node node, CellRow cell, Scenario scenario, int round, double? loadMs, CancellationToken cancellationToken)
    {
        var n = benchmark.Runs.Count + 1;
        benchmark.Publish($"Waits for a quiet moment on {node.Name} before run {n}.");
        using var alone = await gates.For(node.Id).EnterMeasurementAsync(benchmark.Row.Id, n, cancellationToken);
        var isLmx = facts.IsLmx(node.Id);
        var before = await QuietAsync(benchmark, node, isLmx, cancellationToken);
        if (before is not null && before.Find(cell.Model) is null)
        {
            benchmark.Leave(cell.Model, null, CellState.Skipped, $"The node no longer has {UntrustedText.Shorten(cell.Model)} loaded.");
            return null;
        }

        if (TooShort(before?.Find(cell.Model)?.ContextLength, scenario) is { } reason)
        {
            benchmark.Leave(cell.Model, cell.Scenario, CellState.Skipped, reason);
            return null;
        }

        var pressureBefore = cell.Concurrency > 1 && isLmx ? await counters.ReadPressureAsync(node.Endpoint, cell.Model, cancellationToken) : null;
        var prompts = Enumerable.Range(1, cell.Concurrency).Select(stream => RunPrompt.Of(benchmark.Row, cell, scenario, round, stream)).ToArray();
        RunRow[] runs = [.. prompts.Select((prompt, i) => Begin(benchmark, node, cell, round, i, prompt, loadMs))];
        await store.InsertRunsAsync(runs, cancellationToken);
        benchmark.Begin(runs, cell);
        Remember(cell, before?.Find(cell.Model));
        var knowledge = runs.Select(run => own.Of(node.Id, run.Model, before?.Find(run.Model)?.LoadedAt, run.PromptHash)).ToArray();
        var busy = facts.SecondsSinceBusy(node.Id);

        var requests = prompts.Select(prompt => new ChatRequest(cell.Model, prompt, cell.MaxTokens)).ToArray();
        var measured = await measurer.MeasureAsync(benchmark, node, runs, requests, cancellationToken);
        var stopped = cancellationToken.IsCancellationRequested;
        var after = stopped ? null : await counters.ReadAsync(node.Endpoint, isLmx, CancellationToken.None);
        var pressureAfter = stopped || pressureBefore is null ? null : await counters.ReadPressureAsync(node.Endpoint, cell.Model, CancellationToken.None);
        judge.Fill(runs, measured, new RoundEvidence(before, after, pressureBefore, pressureAfter, knowledge, busy), cell.MaxTokens, isLmx, stopped);
        benchmark.Ended(cell, runs, measured);
        await store.CompleteRunsAsync(runs, benchmark.Cells, CancellationToken.None);
        benchmark.Publish(runs.Length == 1 ? $"Run {n} has ended." : $"Runs {n} to {n + runs.Length - 1} have ended.");
        cancellationToken.ThrowIfCancellationRequested();
        return runs;
    }

    private async Task<NodeCounters?> QuietAsync(RunningBenchmark benchmark, Node node, bool isLmx, CancellationToken cancellationToken)
    {
        if (own.OccupiedBy(node.Id) is not { } other)
        {
            return await counters.WaitUntilQuietAsync(node.Endpoint, isLmx, cancellationToken);
        }

        benchmark.Publish($"Waits until {node.Name} has finished a request that benchmark {other} gave up: LMX does not stop an unstreamed one.");
        var quiet = await counters.WaitUntilQuietAsync(node.Endpoint, isLmx, OccupiedWithin, cancellationToken);
        own.Free(node.Id);
        return quiet;
    }

    private static string? TooShort(int? contextLength, Scenario scenario)
    {
        var needed = scenario.PromptTokensAbout + scenario.MaxTokens;
        return contextLength is { } length && length < needed
            ? $"The model's context of {length:#,0} tokens is too short for about {needed:#,0}."
            : null;
    }

    private static void Remember(CellRow cell, ModelCounters? model)
    {
        cell.MemoryGb ??= model?.MemoryGb;
        cell.ContextLength ??= model?.ContextLength;
        cell.Batching ??= model?.Batching;
    }

    private RunRow Begin(RunningBenchmark benchmark, Node node, CellRow cell, int round, int index, string prompt, double? loadMs) => new()
    {
        BenchmarkId = benchmark.Row.Id,
        N = benchmark.Runs.Count + 1 + index,
        CellPosition = cell.Position,
        NodeId = node.Id,
        Model = cell.Model,
        Scenario = cell.Scenario,
        ScenarioVersion = cell.ScenarioVersion,
        Round = round,
        Stream = index + 1,
        Concurrency = cell.Concurrency,
        PromptHash = RunPrompt.Hash(prompt),
        State = RunState.Running,
        LoadMs = loadMs,
        StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };
}

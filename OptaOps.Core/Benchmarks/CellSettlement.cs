using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// After a cell: asks the node, by unstreamed requests, what its streams did not tell. How many tokens an answer had whose pieces may hold
/// several, once per distinct prompt; and how many tokens the last prompt had, where the scenario wants prefill tok/s.
/// </summary>
internal sealed class CellSettlement(SideRequests sideRequests, BenchmarkStore store, NodeFacts facts)
{
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public async Task SettleAsync(RunningBenchmark benchmark, Node node, CellRow cell, Scenario scenario, CancellationToken cancellationToken)
    {
        var good = benchmark.GoodRuns(cell);
        benchmark.Forget(cell);
        if (good.Count > 0 && facts.IsLmx(node.Id))
        {
            await CalibrateAsync(benchmark, node, cell, scenario, good, cancellationToken);
            await CountPromptAsync(benchmark, node, cell, scenario, [.. good.Select(each => each.Run)], cancellationToken);
        }
    }

    private async Task CalibrateAsync(
        RunningBenchmark benchmark, Node node, CellRow cell, Scenario scenario, IReadOnlyList<(RunRow Run, StreamTiming Timing)> good, CancellationToken cancellationToken)
    {
        foreach (var same in good.Where(each => TokenCalibration.IsWanted(each.Timing.AtMs.Count, cell.MaxTokens)).GroupBy(each => each.Run.PromptHash))
        {
            var (first, _) = same.First();
            var question = new SideQuestion(
                SideRequestKind.TokenCalibration,
                cell,
                RunPrompt.Of(benchmark.Row, cell, scenario, first.Round, first.Stream),
                cell.MaxTokens,
                $"Counts the tokens of {cell.Scenario}, whose pieces may hold several: one unstreamed request.");
            if (!await sideRequests.AskAsync(benchmark, node, question, answer => Count([.. same], answer, cell.MaxTokens), cancellationToken))
            {
                return;
            }

            await SaveAsync(benchmark, [.. same.Select(each => each.Run)]);
        }
    }

    private static (int Runs, string? Problem) Count((RunRow Run, StreamTiming Timing)[] runs, ChatAnswer answer, int maxTokens)
    {
        var counted = 0;
        foreach (var (run, timing) in runs)
        {
            if (TokenCalibration.Tokens(timing.Text, timing.AtMs.Count, answer) is { } tokens)
            {
                RunOutcome.FillRates(run, timing, TokenCount.Calibrated(timing, tokens), maxTokens);
                counted++;
            }
        }

        return (counted, counted > 0 ? null : "The unstreamed answer had another text than the runs, so its count proves nothing about them.");
    }

    private async Task CountPromptAsync(
        RunningBenchmark benchmark, Node node, CellRow cell, Scenario scenario, IReadOnlyList<RunRow> runs, CancellationToken cancellationToken)
    {
        if (!scenario.CountsPrompt)
        {
            return;
        }

        var last = runs[^1];
        var question = new SideQuestion(
            SideRequestKind.PromptCount,
            cell,
            RunPrompt.Of(benchmark.Row, cell, scenario, last.Round, last.Stream),
            1,
            $"Counts the tokens of the last prompt of {cell.Scenario}: one unstreamed request for one token.");
        await sideRequests.AskAsync(benchmark, node, question, answer => CountPrompt(runs, answer), cancellationToken);
        await SaveAsync(benchmark, runs);
    }

    private static (int Runs, string? Problem) CountPrompt(IReadOnlyList<RunRow> runs, ChatAnswer answer)
    {
        if (answer.PromptTokens is not > 0)
        {
            return (0, "The answer tells no number of prompt tokens.");
        }

        // The prompts of a cell differ by six common words alone, so the count of one holds for all.
        foreach (var run in runs)
        {
            RunOutcome.FillPrefill(run, answer.PromptTokens.Value);
        }

        return (runs.Count, null);
    }

    /// <summary>The total of a round rests on the counts of its streams.</summary>
    private async Task SaveAsync(RunningBenchmark benchmark, IReadOnlyList<RunRow> runs)
    {
        var touched = runs.Select(run => (run.CellPosition, run.Round)).ToHashSet();
        RunRow[] rounds = [.. benchmark.Runs.Where(run => touched.Contains((run.CellPosition, run.Round)))];
        foreach (var round in rounds.GroupBy(run => run.Round))
        {
            RoundTotal.Fill([.. round]);
        }

        await store.UpdateRunsAsync(rounds, CancellationToken.None);
    }
}

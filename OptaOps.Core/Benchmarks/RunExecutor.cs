using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>One run: takes the node's gate, reads its counters, measures, reads them again, judges and stores.</summary>
internal sealed class RunExecutor(
    BenchmarkStore store, RunMeasurer measurer, CounterReader counters, OwnTraffic own, NodeGates gates, NodePulse pulse, NodeKinds kinds, TimeProvider time)
{
    private static readonly TimeSpan PublishEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The ended run, or null when the model was found not to be loaded and so nothing was sent.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop; what was measured until then is stored.</exception>
    public async Task<RunRow?> ExecuteAsync(
        RunningBenchmark benchmark, Node node, CellRow cell, Scenario scenario, int round, CancellationToken cancellationToken)
    {
        var n = benchmark.Runs.Count + 1;
        benchmark.Publish($"Waits for a quiet moment on {node.Name} before run {n}.");
        using var alone = await gates.For(node.Id).EnterMeasurementAsync(benchmark.Row.Id, n, cancellationToken);
        var before = await counters.WaitUntilQuietAsync(node.Endpoint, cancellationToken);
        if (before is not null && before.Find(cell.Model) is null)
        {
            benchmark.Leave(cell.Model, null, CellState.Skipped, $"The node no longer has {UntrustedText.Shorten(cell.Model)} loaded.");
            return null;
        }

        var prompt = Prompt(benchmark.Row, cell, scenario, round);
        var run = Begin(benchmark, node, cell, round, n, prompt);
        await store.InsertRunAsync(run, cancellationToken);
        benchmark.Begin(run, cell);
        Remember(cell, before?.Find(cell.Model));

        var measured = await MeasureAsync(benchmark, node, run, new ChatRequest(cell.Model, prompt, cell.MaxTokens), cancellationToken);
        var stopped = cancellationToken.IsCancellationRequested;
        var after = stopped ? null : await counters.ReadAsync(node.Endpoint, CancellationToken.None);
        RunOutcome.Fill(run, measured, cell.MaxTokens, kinds.IsLmx(node.Id));
        run.State = stopped ? RunState.Cancelled : run.State;
        if (stopped)
        {
            (run.FailureCode, run.FailureMessage) = (null, null);
        }

        Judge(run, node, before, after, measured);
        benchmark.Ended(cell);
        await store.CompleteRunAsync(run, benchmark.Cells, CancellationToken.None);
        benchmark.Publish($"Run {n} has ended.");
        cancellationToken.ThrowIfCancellationRequested();
        return run;
    }

    private static string Prompt(BenchmarkRow benchmark, CellRow cell, Scenario scenario, int round)
    {
        var place = scenario.Prompts == PromptMode.Unique ? $"{cell.Position}/{round}" : $"{cell.Position}";
        return $"{Nonce.Draw(benchmark.Seed, benchmark.Id, place)} {scenario.Template}";
    }

    private static void Remember(CellRow cell, ModelCounters? model)
    {
        cell.MemoryGb ??= model?.MemoryGb;
        cell.ContextLength ??= model?.ContextLength;
        cell.Batching ??= model?.Batching;
    }

    private RunRow Begin(RunningBenchmark benchmark, Node node, CellRow cell, int round, int n, string prompt) => new()
    {
        BenchmarkId = benchmark.Row.Id,
        N = n,
        CellPosition = cell.Position,
        NodeId = node.Id,
        Model = cell.Model,
        Scenario = cell.Scenario,
        ScenarioVersion = cell.ScenarioVersion,
        Round = round,
        Stream = 1,
        Concurrency = 1,
        PromptHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..16],
        State = RunState.Running,
        StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private async Task<MeasuredRun> MeasureAsync(
        RunningBenchmark benchmark, Node node, RunRow run, ChatRequest request, CancellationToken cancellationToken)
    {
        var progress = new RunProgress(request.MaxTokens + 16);
        var measuring = measurer.MeasureAsync(node.Endpoint, request, progress, cancellationToken);
        benchmark.Publish($"Measures run {run.N}: {run.Scenario}, round {run.Round}.", Live(run, request, progress));
        var silence = new SilenceWatch();
        var asking = Task.CompletedTask;
        while (!measuring.IsCompleted)
        {
            await Task.WhenAny(measuring, Task.Delay(PublishEvery, time, CancellationToken.None));
            var live = Live(run, request, progress);
            benchmark.Measured(live);
            if (asking.IsCompleted && silence.IsDue(live.ElapsedMs, live.AtMs.IsEmpty ? null : live.AtMs[^1]))
            {
                asking = pulse.CheckAsync(node.Id, CancellationToken.None);
            }
        }

        await asking;
        return await measuring;
    }

    private LiveRun Live(RunRow run, ChatRequest request, RunProgress progress)
    {
        var atMs = progress.AtMs.ToImmutableArray();
        var elapsed = progress.SentAt == 0 ? 0 : time.GetElapsedTime(progress.SentAt).TotalMilliseconds;
        return new LiveRun(
            run.N,
            run.Model,
            run.Scenario,
            run.Round,
            request.MaxTokens,
            DateTimeOffset.FromUnixTimeMilliseconds(run.StartedAtMs),
            atMs.Length > 0 ? atMs[0] : null,
            atMs,
            elapsed);
    }

    private void Judge(RunRow run, Node node, NodeCounters? before, NodeCounters? after, MeasuredRun measured)
    {
        var (modelBefore, modelAfter) = (before?.Find(run.Model), after?.Find(run.Model));
        var seen = own.Seen(node.Id, run.Model, modelBefore?.LoadedAt, run.PromptHash);
        var idle = IdleSeconds(node.Id, run.Model, before, modelBefore);
        var counted = modelBefore?.RequestCount is not null && modelAfter?.RequestCount is not null;

        // A refused request may or may not have been counted by the node; a good one was counted exactly once.
        int[] ours = run.State == RunState.Ok ? [1] : [1, 0];
        var verdicts = ours.Select(requests => AloneProof.Judge(before, after, requests)).ToArray();
        var alone = verdicts.Contains(true) ? true : verdicts.Contains(false) ? false : (bool?)null;
        run.Temperature = counted
            ? ours.Select(requests => TemperatureJudge.Judge(modelBefore, modelAfter, requests, idle, seen))
                .FirstOrDefault(each => each != Temperature.Unknown, Temperature.Unknown)
            : TemperatureJudge.JudgeByOwnTraffic(own.SecondsSinceGoodRun(node.Id, run.Model), seen);
        run.EvidenceSource = counted ? "counters" : run.Temperature != Temperature.Unknown ? "ownTraffic" : "none";
        run.EvidenceLoadedAt = modelBefore?.LoadedAt;
        run.EvidenceRequestCount = modelBefore?.RequestCount;
        run.EvidenceLastUsedAt = modelBefore?.LastUsedAt;
        run.EvidenceInFlight = before?.InFlight;
        run.EvidenceIdleSeconds = idle;
        run.EvidenceAlone = alone;
        List<RunFlag> flags = [.. run.Flags];
        if (alone == false)
        {
            flags.Add(RunFlag.ForeignTraffic);
        }

        if (RunMeasurer.WasLate(measured.Observer))
        {
            flags.Add(RunFlag.ObserverLag);
        }

        run.Flags = flags;
        own.Ended(node.Id, run.Model, modelBefore?.LoadedAt, run.PromptHash, after?.NodeTime, run.State == RunState.Ok, run.TtftMs is not null);
    }

    /// <summary>On the node's own clock, against its last use and our own last end; by our clock when that alone proves warmth.</summary>
    private double? IdleSeconds(int nodeId, string model, NodeCounters? before, ModelCounters? counted)
    {
        var lastUse = new[] { counted?.LastUsedAt, own.LastEnd(nodeId, model) }.Max();
        return before?.NodeTime is { } now && lastUse is { } used
            ? Math.Max(0, (now - used).TotalSeconds)
            : own.SecondsSinceGoodRun(nodeId, model) is { } seconds and < TemperatureJudge.ColdAfterIdleSeconds ? seconds : null;
    }
}

using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>
/// Whether the node's prefix cache works, measured rather than assumed, once per model and benchmark: a long prompt A, another one B of the
/// same length, A again. Nothing of it enters a figure of the matrix.
/// </summary>
internal sealed class CacheControl(
    RunMeasurer measurer, CounterReader counters, OwnTraffic own, NodeGates gates, NodeFacts facts, BenchmarkStore store, TimeProvider time)
{
    private const int PromptTokens = 1_200;
    private const int MaxTokens = 4;
    private static readonly string Question = Filler.Question(PromptTokens);

    /// <exception cref="OperationCanceledException">Asked to stop; nothing is stored.</exception>
    public async Task RunAsync(RunningBenchmark benchmark, Node node, string model, CancellationToken cancellationToken)
    {
        benchmark.Publish($"Checks the prefix cache with {UntrustedText.Shorten(model)}: three prompts of about {PromptTokens:#,0} tokens.");
        using var alone = await gates.For(node.Id).EnterMeasurementAsync(benchmark.Row.Id, null, cancellationToken);
        var isLmx = facts.IsLmx(node.Id);
        var before = await counters.WaitUntilQuietAsync(node.Endpoint, isLmx, cancellationToken);
        var control = new CacheControlRow
        {
            BenchmarkId = benchmark.Row.Id,
            Model = model,
            StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Verdict = CacheVerdict.NotProvable,
            Reason = "",
        };
        var context = before?.Find(model)?.ContextLength;
        if (context < PromptTokens + MaxTokens)
        {
            control.Reason = $"The model's context of {context:#,0} tokens is too short for the control.";
        }
        else
        {
            await MeasureAsync(benchmark, node, control, before, isLmx, cancellationToken);
        }

        benchmark.Row.CacheControls.Add(control);
        await store.InsertAsync(control, CancellationToken.None);
    }

    private async Task MeasureAsync(
        RunningBenchmark benchmark, Node node, CacheControlRow control, NodeCounters? before, bool isLmx, CancellationToken cancellationToken)
    {
        var streams = new List<StreamTiming>();
        foreach (var prompt in new[] { Prompt(benchmark.Row, control.Model, "A"), Prompt(benchmark.Row, control.Model, "B"), Prompt(benchmark.Row, control.Model, "A") })
        {
            var request = new ChatRequest(control.Model, prompt, MaxTokens);
            var measured = await measurer.MeasureAsync(node.Endpoint, request, new RunProgress(MaxTokens), null, cancellationToken);
            streams.Add(measured.Timing);
            var load = new KnownLoad(before?.Find(control.Model)?.LoadedAt);
            own.Ended(node.Id, control.Model, measured.EndedAt, load, RunPrompt.Hash(prompt), measured.Timing.Failure is null, measured.Timing.TtftMs is not null);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var after = await counters.ReadAsync(node.Endpoint, isLmx, CancellationToken.None);
        (control.FirstMs, control.OtherMs, control.AgainMs) = (streams[0].TtftMs, streams[1].TtftMs, streams[2].TtftMs);
        (control.Verdict, control.Reason) = streams.FirstOrDefault(stream => stream.Failure is not null)?.Failure is { } failure
            ? (CacheVerdict.NotProvable, $"One of the three requests failed: {failure.Message}")
            : AloneProof.Judge(before, after, OwnRequests.Of(streams)) == false
                ? (CacheVerdict.NotProvable, "Somebody else used the node meanwhile.")
                : CacheJudge.Judge(control.FirstMs!.Value, control.OtherMs!.Value, control.AgainMs!.Value);
    }

    private static string Prompt(BenchmarkRow benchmark, string model, string which) =>
        $"{Nonce.Draw(benchmark.Seed, benchmark.Id, $"cache control {which} of {model}")} {Question}";
}

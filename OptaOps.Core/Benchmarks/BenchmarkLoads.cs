using OptaOps.Core.Fleet;
using OptaOps.Core.Loads;

namespace OptaOps.Core.Benchmarks;

/// <summary>Why a benchmark could not go on.</summary>
/// <param name="Code">Stable camelCase word, or null.</param>
internal sealed record BenchmarkFailure(string Reason, string? Code = null);

/// <param name="LoadMs">From the POST of the load to its 200, milliseconds; null when it failed.</param>
internal sealed record ReloadEnd(double? LoadMs, BenchmarkFailure? Failure);

/// <summary>What a benchmark has to do with loads: others are kept away from its node, and its own give cold starts on demand.</summary>
internal sealed class BenchmarkLoads(LoadCommands loads, CounterReader counters, NodeGates gates)
{
    /// <summary>The node for this benchmark alone, as soon as no load is under way on it.</summary>
    public async Task<IDisposable> ClaimAsync(RunningBenchmark benchmark, CancellationToken cancellationToken)
    {
        var gate = gates.For(benchmark.Row.NodeId);
        if (gate.IsLoading)
        {
            benchmark.Publish($"Waits until the load under way on {benchmark.Row.NodeName} is settled.");
        }

        return await gate.ClaimAsync(benchmark.Row.Id, cancellationToken);
    }

    /// <summary>Unloads and loads the cell's model, if that is safe at this moment.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop. A load that has begun goes on, and its result is shown on the node's page.</exception>
    public async Task<ReloadEnd> ReloadAsync(RunningBenchmark benchmark, Node node, CellRow cell, int round, CancellationToken cancellationToken)
    {
        var model = UntrustedText.Shorten(cell.Model);
        benchmark.Publish($"Waits for a quiet moment on {node.Name} before it reloads {model}.");
        using (await gates.For(node.Id).EnterReadAsync(cancellationToken))
        {
            await counters.WaitUntilQuietAsync(node.Endpoint, isLmx: true, cancellationToken);
        }

        var begun = await loads.ReloadAsync(node, cell.Model, benchmark.Row.Id, cancellationToken);
        if (begun.Value is not { } started)
        {
            return new(null, new(begun.Refusal!.Message, begun.Refusal.Code));
        }

        benchmark.Publish($"Reloads {model}, {round} of {cell.ColdLoads}.");
        LoadAttempt end;
        try
        {
            end = await started.End.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            benchmark.Remark = $"The reload of {model} goes on on {node.Name}; how it ends is shown on that node's page.";
            throw;
        }

        if (end is not { State: LoadState.Done, LoadMs: { } loadMs })
        {
            return new(null, new($"{end.Sentence} {end.Cure}".TrimEnd(), "reloadFailed"));
        }

        await loads.DismissAsync(end.Id, cancellationToken);
        return new(loadMs, null);
    }
}

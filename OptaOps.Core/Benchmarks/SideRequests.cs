using Microsoft.Extensions.Options;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>A question that only an unstreamed answer tells.</summary>
/// <param name="Now">What is happening, in a sentence.</param>
internal sealed record SideQuestion(SideRequestKind Kind, CellRow Cell, string Prompt, int MaxTokens, string Now);

/// <summary>
/// Sends the unstreamed requests of a benchmark, one at a time between its rounds, and keeps a row of each. Only to backends whose counts are
/// tokens: mlx-lm counts words (contract §5.3).
/// </summary>
internal sealed class SideRequests(
    LmxClients clients, BenchmarkStore store, OwnTraffic own, NodeGates gates, IOptions<BenchmarkOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks and stores what came of it.</summary>
    /// <param name="use">Takes the answer and says how many runs it settled, or why none.</param>
    /// <returns>False when such a question need not be asked again of this model.</returns>
    /// <exception cref="OperationCanceledException">Asked to stop: the request is given up, and the node counts as occupied until it is done.</exception>
    public async Task<bool> AskAsync(
        RunningBenchmark benchmark, Node node, SideQuestion question, Func<ChatAnswer, (int Runs, string? Problem)> use, CancellationToken cancellationToken)
    {
        benchmark.Publish(question.Now);
        using var read = await gates.For(node.Id).EnterReadAsync(cancellationToken);
        var client = clients.For(node.Endpoint);
        var side = new SideRequestRow
        {
            BenchmarkId = benchmark.Row.Id,
            Kind = question.Kind,
            Model = question.Cell.Model,
            Scenario = question.Cell.Scenario,
            StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        benchmark.Row.SideRequests.Add(side);
        side.Problem = await UncountableAsync(client, question.Cell.Model, cancellationToken);
        if (side.Problem is null)
        {
            await SendAsync(benchmark, node, client, question, side, use, cancellationToken);
        }

        await store.InsertAsync(side, CancellationToken.None);
        return side.TookMs is not null;
    }

    private async Task SendAsync(
        RunningBenchmark benchmark,
        Node node,
        LmxClient client,
        SideQuestion question,
        SideRequestRow side,
        Func<ChatAnswer, (int Runs, string? Problem)> use,
        CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        try
        {
            var answer = await client.ChatAsync(new ChatRequest(question.Cell.Model, question.Prompt, question.MaxTokens), options.Value.RunTimeout, cancellationToken);
            (side.PromptTokens, side.CompletionTokens) = (answer.Value?.PromptTokens, answer.Value?.CompletionTokens);
            (side.RunsCounted, side.Problem) = answer.Value is { } given ? use(given) : (0, answer.Fault!.Message);
            if (answer.Fault?.Kind == LmxFaultKind.TimedOut)
            {
                own.Occupy(node.Id, benchmark.Row.Id);
            }

            Note(answer.Value is not null);
        }
        catch (OperationCanceledException)
        {
            side.Problem = "Given up when the benchmark was stopped; the node works on it until it is done.";
            own.Occupy(node.Id, benchmark.Row.Id);
            Note(false);
            await store.InsertAsync(side, CancellationToken.None);
            throw;
        }

        void Note(bool good)
        {
            side.TookMs = time.GetElapsedTime(begin).TotalMilliseconds;
            var last = benchmark.Runs.LastOrDefault(run => run.Model == question.Cell.Model);
            own.Ended(node.Id, question.Cell.Model, time.GetTimestamp(), last is null ? null : new KnownLoad(last.AfterLoadedAt), RunPrompt.Hash(question.Prompt), good, good);
        }
    }

    /// <summary>Why the model's backend does not count tokens, or null when it does.</summary>
    private static async Task<string?> UncountableAsync(LmxClient client, string model, CancellationToken cancellationToken)
    {
        var list = await client.GetCompatibilityAsync(model, Patience, cancellationToken);
        return list.Value?.BackendOf(model) switch
        {
            "vllm-mlx" or "gguf" => null,
            "mlx-lm" => "The model runs on mlx-lm, which counts words and not tokens in an unstreamed answer.",
            { } other => $"The model runs on {UntrustedText.Shorten(other)}; whether its counts are tokens is not known.",
            null => $"The node does not tell which backend runs the model, so its counts may be of words.{(list.Fault is { } fault ? $" {fault.Message}" : "")}",
        };
    }
}

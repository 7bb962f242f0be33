using System.Collections.Immutable;

namespace OptaOps.Web.Simulator;

/// <summary>Finished requests added up: all of them, those of one model or those of one client.</summary>
/// <param name="Within">For each of <see cref="Bounds"/>, the requests that took no longer.</param>
internal sealed record RequestTally(
    int Requests, int Errors, int Streams, int PromptTokens, int CompletionTokens, double Seconds, ImmutableArray<int> Within)
{
    /// <summary>Upper bounds of the latency histogram in seconds, as Python writes them.</summary>
    public static IReadOnlyList<(double Seconds, string Label)> Bounds { get; } =
    [
        (0.1, "0.1"), (0.25, "0.25"), (0.5, "0.5"), (1, "1.0"), (2.5, "2.5"), (5, "5.0"), (10, "10.0"), (30, "30.0"), (60, "60.0"),
    ];

    public static RequestTally None { get; } = new(0, 0, 0, 0, 0, 0, [.. Bounds.Select(_ => 0)]);

    public RequestTally With(FinishedRequest request) => new(
        Requests + 1,
        Errors + (request.Failed ? 1 : 0),
        Streams + (request.Streamed ? 1 : 0),
        PromptTokens + request.PromptTokens,
        CompletionTokens + request.CompletionTokens,
        Seconds + request.Took.TotalSeconds,
        [.. Within.Zip(Bounds, (count, bound) => count + (request.Took.TotalSeconds <= bound.Seconds ? 1 : 0))]);
}

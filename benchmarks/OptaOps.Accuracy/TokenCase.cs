using Microsoft.Extensions.Options;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>tok/s against the truth when a piece holds one token or several, by the streams alone and with an unstreamed answer.</summary>
internal sealed class TokenCase(PeerProcess peer)
{
    private const int Tokens = 256;
    private const double TokensPerSecond = 100;
    private static readonly TimeProvider Clock = TimeProvider.System;

    public static string Header =>
        """
        | tokens a piece | count | decode, against the truth | end to end, against the truth |
        |--:|---|--:|--:|
        """;

    public async Task<IReadOnlyList<string>> RunAsync(int tokensPerPiece)
    {
        var order = peer.Order(50, TokensPerSecond, Tokens, tokensPerPiece);
        var request = new ChatRequest("peer", order.ToPrompt(), Tokens);
        var run = await new RunMeasurer(Options.Create(new BenchmarkOptions()), Clock).MeasureAsync(peer.Endpoint, request, new RunProgress(Tokens), null, CancellationToken.None);
        var sent = (await peer.StampsAsync(order)).Select(stamp => Clock.GetElapsedTime(run.SentAt, stamp).TotalMilliseconds).ToArray();
        var first = Math.Min(tokensPerPiece, Tokens);
        var (decode, whole) = ((Tokens - first) / (sent[^2] - sent[0]) * 1000, Tokens / sent[^1] * 1000);
        List<string> rows = [Row(tokensPerPiece, "streams alone", run.Timing, TokenCount.Of(run.Timing, Tokens, isLmx: true), decode, whole)];
        if (TokenCalibration.IsWanted(run.Timing.AtMs.Count, Tokens))
        {
            using var http = new HttpClient();
            var answer = await new LmxClient(http, peer.Endpoint, Clock).ChatAsync(request, TimeSpan.FromSeconds(10), CancellationToken.None);
            var tokens = TokenCalibration.Tokens(run.Timing.Text, run.Timing.AtMs.Count, answer.Value!)!.Value;
            rows.Add(Row(tokensPerPiece, "with one unstreamed answer", run.Timing, TokenCount.Calibrated(run.Timing, tokens), decode, whole));
        }

        return rows;
    }

    private static string Row(int tokensPerPiece, string how, StreamTiming timing, TokenCount count, double decode, double whole) => FormattableString.Invariant(
        $"| {tokensPerPiece} | {how}: {count.Source.ToString().ToLowerInvariant()} | {Error(count.Decode(timing), decode)} | {Error(count.EndToEnd(timing), whole)} |");

    private static string Error(double? measured, double truth) => measured is { } known
        ? FormattableString.Invariant($"{known:0.00} of {truth:0.00} tok/s, {(known - truth) / truth * 100:+0.000;−0.000} %")
        : "no tok/s given, called pieces/s";
}

using Microsoft.Extensions.Options;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;

namespace OptaOps.Accuracy;

/// <summary>tok/s against the truth when a piece holds one token or several, by the streams alone and with an unstreamed answer.</summary>
internal sealed class TokenCase(PeerProcess peer)
{
    private const int Tokens = 256;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly List<double> _errors = [];

    public static string Header =>
        """
        | tokens a piece | known by | decode, against the truth | end to end, against the truth |
        |--:|---|--:|--:|
        """;

    /// <summary>Largest error of a rate that was called tok/s, %.</summary>
    public double WorstPercent => _errors.Max();

    public async Task<IReadOnlyList<string>> RunAsync(int tokensPerPiece)
    {
        var order = peer.Order(Tokens, tokensPerPiece);
        var request = new ChatRequest("peer", order.ToPrompt(), Tokens);
        var run = await new RunMeasurer(Options.Create(new BenchmarkOptions()), Clock).MeasureAsync(peer.Endpoint, request, new RunProgress(Tokens), null, CancellationToken.None);
        var truth = new Truth(await peer.StampsAsync(order), run.SentAt, tokensPerPiece);
        List<string> rows = [Row(truth, "the stream alone", run.Timing, TokenCount.Of(run.Timing, Tokens, isLmx: true))];
        if (TokenCalibration.IsWanted(run.Timing.AtMs.Count, Tokens))
        {
            using var http = new HttpClient();
            var answer = await new LmxClient(http, peer.Endpoint, Clock).ChatAsync(request, TimeSpan.FromSeconds(10), CancellationToken.None);
            var tokens = TokenCalibration.Tokens(run.Timing.Text, run.Timing.AtMs.Count, answer.Value!)
                ?? throw new InvalidOperationException("The unstreamed answer of the peer proved nothing.");
            rows.Add(Row(truth, "one unstreamed answer", run.Timing, TokenCount.Calibrated(run.Timing, tokens)));
        }

        return rows;
    }

    private string Row(Truth truth, string how, StreamTiming timing, TokenCount count) => FormattableString.Invariant(
        $"| {truth.TokensPerPiece} | {how}: `{count.Source.ToString().ToLowerInvariant()}` | {Error(count.Decode(timing), truth.Decode, timing)} | {Error(count.EndToEnd(timing), truth.EndToEnd, timing)} |");

    private string Error(double? measured, double truth, StreamTiming timing)
    {
        if (measured is not { } known)
        {
            return FormattableString.Invariant($"no tok/s; {timing.AtMs.Count} pieces, called pieces/s");
        }

        var percent = (known - truth) / truth * 100;
        _errors.Add(Math.Abs(percent));
        return FormattableString.Invariant($"{known:0.00} of {truth:0.00} tok/s, {percent:+0.000;−0.000} %");
    }

    /// <summary>The rates of a stream by the peer's own stamps and its own count.</summary>
    private sealed class Truth(StreamStamps sent, long sentAt, int tokensPerPiece)
    {
        public int TokensPerPiece => tokensPerPiece;

        public double Decode { get; } = (Tokens - tokensPerPiece) / Clock.GetElapsedTime(sent.Pieces[0], sent.Pieces[^1]).TotalSeconds;

        public double EndToEnd { get; } = Tokens / Clock.GetElapsedTime(sentAt, sent.Done).TotalSeconds;
    }
}

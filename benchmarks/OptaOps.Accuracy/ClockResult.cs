using OptaOps.Core.Benchmarks;

namespace OptaOps.Accuracy;

/// <summary>The errors of one case: our arrival − the peer's send, on the one monotonic clock of the machine.</summary>
internal sealed class ClockResult(string name)
{
    private const double TolerableMs = 5;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly List<double> _ttft = [];
    private readonly List<double> _chunks = [];
    private readonly List<double> _decode = [];
    private readonly List<double> _whole = [];
    private readonly List<double> _lags = [];
    private int _flagged;

    public string Name => name;

    public TimeSpan Cpu { get; set; }

    public double TtftP99 => At(_ttft, 0.99);

    public double WorstRatePercent => _decode.Concat(_whole).Max(Math.Abs);

    public void Add(MeasuredRun run, long[] sent, double? lagP99, double? pause)
    {
        var timing = run.Timing;
        if (timing.Failure is { } failure || timing.AtMs.Count != sent.Length - 1)
        {
            throw new InvalidOperationException($"A stream of the peer did not come through: {timing.Failure?.Message ?? "pieces are missing"}");
        }

        double After(long stamp) => Clock.GetElapsedTime(run.SentAt, stamp).TotalMilliseconds;
        var errors = timing.AtMs.Select((at, i) => at - After(sent[i])).ToArray();
        _ttft.Add(errors[0]);
        _chunks.AddRange(errors);
        var n = timing.AtMs.Count;
        _decode.Add(Percent((n - 1) / (timing.AtMs[^1] - timing.AtMs[0]), (n - 1) / (After(sent[n - 1]) - After(sent[0]))));
        _whole.Add(Percent(n / timing.TotalMs!.Value, n / After(sent[n])));
        _lags.Add(lagP99 ?? 0);
        _flagged += lagP99 > TolerableMs || pause > TolerableMs || run.ConnectedInsideClock ? 1 : 0;
    }

    public static string Header =>
        """
        | case | TTFT n | TTFT error p50 / p99 / max, ms | chunks | chunk error p50 / p99, ms | decode rate error p99, % | end-to-end rate error p99, % | observer lag p99 (median run), ms | runs flagged observerLag | CPU of the process, µs a chunk |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
        """;

    public override string ToString() => FormattableString.Invariant(
        $"| {name} | {_ttft.Count} | {At(_ttft, 0.5):0.000} / {At(_ttft, 0.99):0.000} / {_ttft.Max():0.000} | {_chunks.Count:N0} | {At(_chunks, 0.5):0.000} / {At(_chunks, 0.99):0.000} | {At([.. _decode.Select(Math.Abs)], 0.99):0.000} | {At([.. _whole.Select(Math.Abs)], 0.99):0.000} | {At(_lags, 0.5):0.00} | {_flagged} of {_ttft.Count} | {Cpu.TotalMicroseconds / _chunks.Count:0} |");

    private static double Percent(double measured, double truth) => (measured - truth) / truth * 100;

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1);
}

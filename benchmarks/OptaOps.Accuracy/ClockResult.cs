using OptaOps.Core.Benchmarks;

namespace OptaOps.Accuracy;

/// <summary>The errors of one case: our arrival − the peer's send, on the one monotonic clock of the machine.</summary>
internal sealed class ClockResult(string name)
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly List<double> _ttft = [];
    private readonly List<double> _onTime = [];
    private readonly List<double> _request = [];
    private readonly List<double> _chunks = [];
    private readonly List<double> _decode = [];
    private readonly List<double> _whole = [];
    private readonly List<double> _lags = [];
    private readonly List<double> _pauses = [];
    private Cost _idle = Cost.Nothing;
    private Cost _measuring = Cost.Nothing;
    private int _flagged;

    /// <summary>How often the open pages drew something new meanwhile.</summary>
    public long PageChanges { get; set; }

    public double TtftP99 => Quantile.At(_ttft, 0.99);

    /// <summary>Of both rates, %.</summary>
    public double RateP99 => Math.Max(Quantile.At(_decode, 0.99), Quantile.At(_whole, 0.99));

    public static string ErrorHeader =>
        """
        | case | runs | TTFT error p50 / p99 / max, ms | without the flagged runs, p99 / max, ms | chunks | chunk error p50 / p99, ms | t0 to the peer's receipt p50 / p99, ms | decode tok/s error p50 / p99 / max, % | end-to-end tok/s error p50 / p99 / max, % |
        |---|--:|--:|--:|--:|--:|--:|--:|--:|
        """;

    public static string CostHeader =>
        """
        | case | observer lag p99: median / worst run, ms | longest GC stop: median / worst run, ms | flagged observerLag | CPU a chunk, µs: process / above idle | cores used by the process, idle | machine busy | changes drawn by the pages a second |
        |---|--:|--:|--:|--:|--:|--:|--:|
        """;

    public void AddIdle(Cost idle) => _idle += idle;

    public void AddRound(Cost round) => _measuring += round;

    public void Add(MeasuredRun run, StreamStamps sent, RunObserver observer)
    {
        var timing = run.Timing;
        if (timing.Failure is { } failure || timing.AtMs.Count != sent.Pieces.Length)
        {
            throw new InvalidOperationException($"A stream of the peer did not come through: {timing.Failure?.Message ?? "pieces are missing"}");
        }

        double After(long stamp) => Clock.GetElapsedTime(run.SentAt, stamp).TotalMilliseconds;
        var errors = timing.AtMs.Select((at, i) => at - After(sent.Pieces[i])).ToArray();
        _ttft.Add(errors[0]);
        _request.Add(After(sent.Received));
        _chunks.AddRange(errors);
        var n = errors.Length;
        var count = TokenCount.Of(timing, n, isLmx: true);
        _decode.Add(Percent(count.Decode(timing)!.Value, (n - 1) / Clock.GetElapsedTime(sent.Pieces[0], sent.Pieces[^1]).TotalSeconds));
        _whole.Add(Percent(count.EndToEnd(timing)!.Value, n / After(sent.Done) * 1000));
        _lags.Add(observer.LagP99Ms ?? 0);
        _pauses.Add(observer.GcPauseMs ?? 0);
        if (observer.WasLate())
        {
            _flagged++;
        }
        else
        {
            _onTime.Add(errors[0]);
        }
    }

    public string ErrorRow => FormattableString.Invariant(
        $"| {name} | {_ttft.Count} | {Quantile.ThreeOf(_ttft)} | {OnTime} | {_chunks.Count:N0} | {Quantile.TwoOf(_chunks)} | {Quantile.TwoOf(_request)} | {Quantile.ThreeOf(_decode)} | {Quantile.ThreeOf(_whole)} |");

    public string CostRow
    {
        get
        {
            var own = (_measuring.Cpu - (_idle.Cores * _measuring.Wall)).TotalMicroseconds;
            return FormattableString.Invariant(
                $"| {name} | {Median(_lags)} / {_lags.Max():0.00} | {Median(_pauses)} / {_pauses.Max():0.00} | {_flagged} of {_ttft.Count} | {_measuring.Cpu.TotalMicroseconds / _chunks.Count:0} / {own / _chunks.Count:0} | {_idle.Cores:0.00} | {_measuring.MachineBusy * 100:0} % | {PageChanges / _measuring.Wall.TotalSeconds:0} |");
        }
    }

    /// <summary>On a busy machine every run may be flagged.</summary>
    private string OnTime => _onTime.Count == 0 ? "—" : FormattableString.Invariant($"{Quantile.At(_onTime, 0.99):0.000} / {_onTime.Max():0.000}");

    private static string Median(List<double> values) => FormattableString.Invariant($"{Quantile.At(values, 0.5):0.00}");

    /// <summary>How far off, to either side.</summary>
    private static double Percent(double measured, double truth) => Math.Abs(measured - truth) / truth * 100;
}

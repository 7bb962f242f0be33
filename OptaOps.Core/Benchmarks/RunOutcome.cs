namespace OptaOps.Core.Benchmarks;

/// <summary>Turns what was measured into the figures of a run's row, by the definitions of design §4.</summary>
internal static class RunOutcome
{
    public static void Fill(RunRow run, MeasuredRun measured, int maxTokens, bool isLmx)
    {
        var timing = measured.Timing;
        run.StartedAtMs = measured.StartedAt.ToUnixTimeMilliseconds();
        run.State = timing.Failure is null ? RunState.Ok : RunState.Failed;
        (run.FailureCode, run.FailureMessage) = (timing.Failure?.Code, timing.Failure?.Message);
        run.TtfrMs = timing.TtfrMs;
        run.TtftMs = timing.TtftMs;
        run.TtfoMs = timing.TtfoMs;
        run.TotalMs = timing.TotalMs;
        run.Pieces = timing.AtMs.Count;
        run.FinishReason = timing.FinishReason is { } reason ? UntrustedText.Shorten(reason) : null;
        run.RoundTripMs = measured.RoundTripMs;
        run.ObserverLagP99Ms = measured.Observer.LagP99Ms;
        run.ObserverGcPauseMs = measured.Observer.GcPauseMs;
        run.ConnectedInsideClock = measured.Observer.ConnectedInsideClock;
        FillGaps(run, timing.AtMs);
        if (timing.AtMs.Count > 0)
        {
            run.Timeline = new RunTimelineRow { RunId = run.Id, Data = TimelineCodec.Encode(timing.AtMs) };
        }

        if (timing.Failure is null)
        {
            FillRates(run, timing, maxTokens, isLmx);
        }
    }

    private static void FillRates(RunRow run, StreamTiming timing, int maxTokens, bool isLmx)
    {
        var tokens = TokenCount.Of(timing, maxTokens, isLmx);
        run.OutputTokens = tokens.Tokens;
        run.TokenCountSource = tokens.Source;
        run.TokPerSecEndToEnd = tokens.EndToEnd(timing);
        run.TokPerSecDecode = tokens.Decode(timing);
        List<RunFlag> flags = [];
        if ((tokens.Tokens ?? timing.AtMs.Count) < maxTokens && timing.FinishReason != "length")
        {
            flags.Add(RunFlag.StoppedEarly);
        }

        if (timing.ReasoningOnly)
        {
            flags.Add(RunFlag.ReasoningOnly);
        }

        run.Flags = flags;
    }

    private static void FillGaps(RunRow run, IReadOnlyList<double> atMs)
    {
        var gaps = atMs.Zip(atMs.Skip(1), (earlier, later) => later - earlier).Order().ToArray();
        if (gaps.Length > 0)
        {
            run.LongestGapMs = gaps[^1];
            run.MedianGapMs = gaps.Length % 2 == 1 ? gaps[gaps.Length / 2] : (gaps[(gaps.Length / 2) - 1] + gaps[gaps.Length / 2]) / 2;
        }
    }
}

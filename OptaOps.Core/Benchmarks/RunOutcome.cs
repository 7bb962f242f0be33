namespace OptaOps.Core.Benchmarks;

/// <summary>Turns what was measured into the figures of a run's row, by the definitions of design §4.</summary>
internal static class RunOutcome
{
    public static void Fill(RunRow run, MeasuredRun measured, RunObserver observer, int maxTokens, bool isLmx)
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
        run.ObserverLagP99Ms = observer.LagP99Ms;
        run.ObserverGcPauseMs = observer.GcPauseMs;
        run.ConnectedInsideClock = observer.ConnectedInsideClock;
        run.MedianGapMs = StreamStall.MedianGapMs(timing.AtMs);
        run.LongestGapMs = run.MedianGapMs is null ? null : timing.AtMs.Zip(timing.AtMs.Skip(1), (earlier, later) => later - earlier).Max();
        run.Stalls = StreamStall.Of(timing.AtMs).Count;
        if (timing.AtMs.Count > 0)
        {
            run.Timeline = new RunTimelineRow { RunId = run.Id, Data = TimelineCodec.Encode(timing.AtMs) };
        }

        var sanity = OutputSanity.Of(timing.Text);
        (run.OutputCharacters, run.RepetitionRatio, run.GarbledRatio) = (sanity.Characters, sanity.RepetitionRatio, sanity.GarbledRatio);
        if (timing.Failure is null)
        {
            run.Flags = [.. Flags(timing, sanity)];
            FillRates(run, timing, TokenCount.Of(timing, maxTokens, isLmx), maxTokens);
            if (!isLmx && timing.UsagePromptTokens is > 0 and var prompt)
            {
                FillPrefill(run, prompt);
            }
        }
    }

    /// <summary>Rates by a count of tokens, and whether the answer is known to be whole; called again when a calibration knows better.</summary>
    public static void FillRates(RunRow run, StreamTiming timing, TokenCount tokens, int maxTokens)
    {
        run.OutputTokens = tokens.Tokens;
        run.TokenCountSource = tokens.Source;
        run.TokPerSecEndToEnd = tokens.EndToEnd(timing);
        run.TokPerSecDecode = tokens.Decode(timing);
        var early = (tokens.Tokens is { } known ? known < maxTokens : TokenCalibration.IsWanted(timing.AtMs.Count, maxTokens)) && timing.FinishReason != "length";
        run.Flags = [.. run.Flags.Where(flag => flag != RunFlag.StoppedEarly), .. early ? [RunFlag.StoppedEarly] : Array.Empty<RunFlag>()];
    }

    /// <summary>prompt tokens ÷ TTFT, per second.</summary>
    public static void FillPrefill(RunRow run, int promptTokens)
    {
        run.PromptTokens = promptTokens;
        run.PrefillTokPerSec = run.TtftMs is > 0 and var ttft ? promptTokens / ttft * 1000 : null;
    }

    private static IEnumerable<RunFlag> Flags(StreamTiming timing, OutputSanity sanity)
    {
        if (timing.ReasoningOnly)
        {
            yield return RunFlag.ReasoningOnly;
        }

        if (sanity.IsRepetitive)
        {
            yield return RunFlag.Repetitive;
        }

        if (sanity.IsGarbled)
        {
            yield return RunFlag.Garbled;
        }
    }
}

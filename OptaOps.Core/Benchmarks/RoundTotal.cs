namespace OptaOps.Core.Benchmarks;

/// <summary>What the streams of a round gave together: all output tokens ÷ (last end − first t0), tok/s.</summary>
internal static class RoundTotal
{
    /// <summary>
    /// Writes the total to every run of the round; null when a stream failed or stopped early, a token count is missing, the round was throttled,
    /// or somebody else was served meanwhile: then it is not what batching gives.
    /// </summary>
    public static void Fill(IReadOnlyList<RunRow> round)
    {
        double? total = null;
        if (round.Count > 1 && round.All(IsWhole))
        {
            var seconds = round.Max(run => run.StartOffsetMs!.Value + run.TotalMs!.Value) / 1000;
            total = seconds > 0 ? round.Sum(run => run.OutputTokens!.Value) / seconds : null;
        }

        foreach (var run in round)
        {
            run.RoundTokPerSec = total;
        }
    }

    private static bool IsWhole(RunRow run) =>
        run is { State: RunState.Ok, OutputTokens: not null, TotalMs: not null, StartOffsetMs: not null }
        && !run.Flags.Any(flag => flag is RunFlag.StoppedEarly or RunFlag.Throttled or RunFlag.ForeignTraffic);
}

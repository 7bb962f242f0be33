namespace OptaOps.Core.Benchmarks;

/// <summary>What was warm when a run began, by the node's own counters around it (design §4). Where proof is missing the answer is unknown.</summary>
internal static class TemperatureJudge
{
    /// <summary>A model that was idle this long is cold again, in seconds.</summary>
    public const double ColdAfterIdleSeconds = 600;

    /// <param name="before">The model before the run, null without counters.</param>
    /// <param name="after">The model after it, null without counters.</param>
    /// <param name="ownRequests">Requests that we sent in between: 1 for a run that reached the node.</param>
    /// <param name="idleSeconds">On the node's own clock since it or we last used the model; null without proof.</param>
    /// <param name="prompt">Whether the prompt was sent since the load; null when a run with it failed before its first text.</param>
    public static Temperature Judge(ModelCounters? before, ModelCounters? after, int ownRequests, double? idleSeconds, bool? prompt)
    {
        if (before is not { RequestCount: { } count, LoadedAt: { } loadedAt }
            || after?.LoadedAt != loadedAt
            || after.RequestCount != count + ownRequests)
        {
            return Temperature.Unknown;
        }

        return (count, idleSeconds, prompt) switch
        {
            (0, _, _) => Temperature.FirstAfterLoad,
            (_, null, _) => Temperature.Unknown,
            (_, >= ColdAfterIdleSeconds, _) => Temperature.FirstAfterIdle,
            (_, _, null) => Temperature.Unknown,
            (_, _, true) => Temperature.WarmCached,
            (_, _, false) => Temperature.Warm,
        };
    }

    /// <summary>Without counters only our own good runs of the last ten minutes prove warmth.</summary>
    public static Temperature JudgeByOwnTraffic(double? secondsSinceOwnGoodRun, bool? prompt) =>
        secondsSinceOwnGoodRun is null or >= ColdAfterIdleSeconds || prompt is null ? Temperature.Unknown
        : prompt.Value ? Temperature.WarmCached : Temperature.Warm;
}

namespace OptaOps.Core.Benchmarks;

/// <summary>What was warm when a run began, by the node's own counters around it (design §4). Where proof is missing the answer is unknown.</summary>
internal static class TemperatureJudge
{
    /// <summary>A model that was idle this long is cold again, in seconds.</summary>
    public const double ColdAfterIdleSeconds = 600;

    /// <param name="before">The model before the round, null when nothing is known of it.</param>
    /// <param name="after">The model after it.</param>
    /// <param name="sent">Our own requests in between.</param>
    /// <param name="own">What we knew of our own traffic at t0.</param>
    public static Temperature Judge(ModelCounters? before, ModelCounters? after, OwnRequests sent, IdleTime idle, OwnKnowledge own)
    {
        if (before?.LoadedAt != after?.LoadedAt)
        {
            return Temperature.Unknown;
        }

        return before?.RequestCount is { } count && after?.RequestCount is { } counted && before.LoadedAt is not null
            ? ByCounters(count, sent.Explain(counted - count) == true, idle, own)
            : ByOwnTraffic(own);
    }

    private static Temperature ByCounters(int count, bool nobodyBetween, IdleTime idle, OwnKnowledge own) => (nobodyBetween, count) switch
    {
        (false, _) => Temperature.Unknown,
        (_, 0) => Temperature.FirstAfterLoad,
        _ when idle.AtLeast >= ColdAfterIdleSeconds => Temperature.FirstAfterIdle,
        _ when idle.AtMost < ColdAfterIdleSeconds => Warm(own),
        _ => Temperature.Unknown,
    };

    /// <summary>Without counters only our own good runs of the last ten minutes prove warmth, and only while the load is the same.</summary>
    private static Temperature ByOwnTraffic(OwnKnowledge own) =>
        own is { SameLoad: true, SecondsSinceGood: < ColdAfterIdleSeconds } ? Warm(own) : Temperature.Unknown;

    private static Temperature Warm(OwnKnowledge own) => own.PromptSeen switch
    {
        true => Temperature.WarmCached,
        false => Temperature.Warm,
        null => Temperature.Unknown,
    };
}

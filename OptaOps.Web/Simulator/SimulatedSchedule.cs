namespace OptaOps.Web.Simulator;

/// <summary>When each token of an answer is due. Pure, so that the planned figures can be checked without waiting for them.</summary>
public static class SimulatedSchedule
{
    /// <summary>Milliseconds from the request's arrival to each token: the first after the time to first token, then one per gap.</summary>
    public static IReadOnlyList<double> Plan(SimulatedTiming timing, PromptWarmth warmth, int tokens, double speed = 1, int promptTokens = 0)
    {
        var first = timing.FirstToken(warmth, promptTokens).TotalMilliseconds;
        var gap = timing.PerToken.TotalMilliseconds;
        return [.. Enumerable.Range(0, tokens).Select(token => (first + token * gap) / speed)];
    }
}

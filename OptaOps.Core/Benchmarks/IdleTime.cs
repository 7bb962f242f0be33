namespace OptaOps.Core.Benchmarks;

/// <summary>
/// How long a model was idle before a run, in seconds, as bounds: the node's clock is told in whole seconds, and a long request of somebody
/// else counts as use at its begin only. Null where nothing bounds it.
/// </summary>
/// <param name="AtLeast">Proven idle time; null without proof.</param>
/// <param name="AtMost">The model was used that recently for certain; null when nobody is known to have used it.</param>
internal readonly record struct IdleTime(double? AtLeast, double? AtMost)
{
    /// <summary>Longest error of a clock that is told in whole seconds.</summary>
    private const double ClockGrain = 1;

    /// <param name="sinceRead">Seconds from the reading to the run's t0.</param>
    /// <param name="sinceOwnEnd">Seconds from the end of our own last request to t0, on our clock; null when there was none.</param>
    /// <param name="sinceSeenBusy">Seconds since a poll saw requests in flight on the node; null when none did.</param>
    public static IdleTime Of(NodeCounters? before, ModelCounters? model, double sinceRead, double? sinceOwnEnd, double? sinceSeenBusy)
    {
        double? onNode = before?.NodeTime is { } now && model?.LastUsedAt is { } used ? (now - used).TotalSeconds + sinceRead : null;
        return new(
            onNode is { } least ? Least(Least(Math.Max(0, least), sinceOwnEnd), sinceSeenBusy) : null,
            onNode is { } most ? Least(Math.Max(0, most + ClockGrain), sinceOwnEnd) : sinceOwnEnd);
    }

    private static double Least(double value, double? other) => other is { } known && known < value ? known : value;
}

namespace OptaOps.Soak;

/// <summary>How well polls keep their beat, from when they arrived at the nodes.</summary>
/// <param name="LateMs">Of every poll, against the earliest beat that all polls of its node fit behind.</param>
/// <param name="Missed">Beats without a poll.</param>
internal sealed record PollTimes(IReadOnlyList<double> LateMs, int Missed)
{
    private const double EveryMs = 5000;

    public static PollTimes Of(IEnumerable<long[]> arrivalsOfNodes)
    {
        var late = new List<double>();
        var missed = 0;
        foreach (var arrivals in arrivalsOfNodes.Where(arrivals => arrivals.Length > 0))
        {
            var beats = arrivals.Select(at => (Beat: (int)Math.Round((at - arrivals[0]) / EveryMs), At: at - arrivals[0])).ToArray();
            var earliest = beats.Min(each => each.At - (each.Beat * EveryMs));
            late.AddRange(beats.Select(each => each.At - (each.Beat * EveryMs) - earliest));
            missed += beats[^1].Beat + 1 - beats.DistinctBy(each => each.Beat).Count();
        }

        return new PollTimes(late, missed);
    }
}

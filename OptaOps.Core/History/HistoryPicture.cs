namespace OptaOps.Core.History;

/// <summary>From stored pieces to the picture's points and bands, each as wide as the picture asks for or, where only coarser pieces are left, as those.</summary>
internal static class HistoryPicture
{
    public static IReadOnlyList<NodeHistoryPoint> Points(IEnumerable<HistorySlice> slices, long width) =>
    [
        .. from bucket in Buckets(slices, width)
           let figure = bucket.Aggregate(Spread.None, (sum, slice) => sum.With(slice.Figure))
           where figure.N > 0
           select new NodeHistoryPoint(
               At(bucket.Key.Begin), bucket.Key.Width / 1000.0, figure.Mean!.Value, figure.Min, figure.Max, figure.N, bucket.Sum(slice => slice.Polls)),
    ];

    public static IReadOnlyList<StateBand> Bands(IEnumerable<HistorySlice> slices, long width, long begin, long end)
    {
        List<StateBand> bands = [];
        foreach (var bucket in Buckets(slices, width))
        {
            var times = Sum(bucket);
            if (times.Total == 0)
            {
                continue;
            }

            var first = bucket.First();
            var (from, to) = (At(Math.Max(begin, first.FromMs)), At(Math.Min(end, bucket.Max(slice => slice.ToMs))));
            var (state, worst) = (times.States.First(), times.Worst);
            var band = new StateBand(from, to, state, worst == state ? null : worst);
            if (bands is [.., var last] && (last.State, last.Worst) == (band.State, band.Worst) && first.Follows(last.To.ToUnixTimeMilliseconds()))
            {
                bands[^1] = last with { To = to };
            }
            else if (to > from)
            {
                bands.Add(band);
            }
        }

        return bands;
    }

    public static IReadOnlyList<StateTotal> Totals(IEnumerable<HistorySlice> slices)
    {
        var times = Sum(slices);
        return [.. times.States.Select(state => new StateTotal(state, times[state] / 1000.0))];
    }

    private static IEnumerable<IGrouping<(long Begin, long Width), HistorySlice>> Buckets(IEnumerable<HistorySlice> slices, long width) => slices
        .GroupBy(slice => (NodeBucketRow.Begin(slice.AtMs, Math.Max(width, slice.WidthMs)), Math.Max(width, slice.WidthMs)));

    private static StateTimes Sum(IEnumerable<HistorySlice> slices)
    {
        var sum = new StateTimes();
        foreach (var slice in slices)
        {
            sum.Add(slice.States);
        }

        return sum;
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

using OptaOps.Core.Fleet;

namespace OptaOps.Core.History;

/// <summary>Finds the times without a value and says why: what OptaOps noted of itself first, then what polls tell, then what nobody watched.</summary>
internal static class HistoryGaps
{
    private const string Unwatched = "Nobody watched this node then, or what was known is no longer kept.";

    /// <param name="slices">Ascending.</param>
    /// <param name="noted">OptaOps' own gaps, ascending.</param>
    /// <param name="least">Shorter ones are left out, milliseconds.</param>
    public static IReadOnlyList<HistoryGap> Find(IReadOnlyList<HistorySlice> slices, IReadOnlyList<ObserverGapRow> noted, long begin, long end, long least)
    {
        var own = noted.Select(row => Gap(Math.Max(begin, row.FromMs), Math.Min(end, row.ToMs), Kind(row.Reason), Words(row.Reason)));
        var unwatched = Holes(slices, begin, end).SelectMany(hole => Rest(hole, noted)).Select(hole => Gap(hole.From, hole.To, HistoryGapKind.NotWatched, Unwatched));
        var silent = Silences(slices, begin, end).SelectMany(silence => Rest((silence.From.ToUnixTimeMilliseconds(), silence.To.ToUnixTimeMilliseconds()), noted)
            .Select(rest => Gap(rest.From, rest.To, silence.Kind, silence.Reason)));
        return
        [
            .. own.Concat(unwatched).Concat(silent)
                .Where(gap => (gap.To - gap.From).TotalMilliseconds >= least).OrderBy(gap => gap.From).ThenBy(gap => gap.To),
        ];
    }

    private static IEnumerable<(long From, long To)> Holes(IReadOnlyList<HistorySlice> slices, long begin, long end)
    {
        var seen = begin;
        foreach (var slice in slices)
        {
            if (!slice.Follows(seen))
            {
                yield return (seen, slice.FromMs);
            }

            seen = Math.Max(seen, slice.ToMs);
        }

        // The next poll may be under way: two intervals have to pass, as for a stale value.
        if (end - seen > (2 * (slices.Count > 0 ? slices[^1].LongestCoverMs : 0)) + 1000)
        {
            yield return (seen, end);
        }
    }

    /// <summary>What of a hole the observer's own gaps do not explain; crumbs at their edges belong to them.</summary>
    private static IEnumerable<(long From, long To)> Rest((long From, long To) hole, IReadOnlyList<ObserverGapRow> noted)
    {
        const long crumb = 60_000;
        var explained = noted.Where(row => row.ToMs > hole.From && row.FromMs < hole.To).ToArray();
        var from = hole.From;
        foreach (var row in explained)
        {
            if (row.FromMs - from > crumb)
            {
                yield return (from, row.FromMs);
            }

            from = Math.Max(from, row.ToMs);
        }

        if (hole.To - from > (explained.Length > 0 ? crumb : 0))
        {
            yield return (from, hole.To);
        }
    }

    /// <summary>Polls without the figure, one after the other for the same reason.</summary>
    private static IEnumerable<HistoryGap> Silences(IReadOnlyList<HistorySlice> slices, long begin, long end)
    {
        HistoryGap? silence = null;
        foreach (var slice in slices.Where(slice => slice.Polls > 0))
        {
            var next = slice.Figure.N > 0 || slice.States.Total == 0 ? null : Silence(slice, begin, end);
            if (silence is not null && next is not null && silence.Kind == next.Kind && silence.Reason == next.Reason && slice.Follows(silence.To.ToUnixTimeMilliseconds()))
            {
                silence = silence with { To = next.To };
                continue;
            }

            if (silence is not null)
            {
                yield return silence;
            }

            silence = next;
        }

        if (silence is not null)
        {
            yield return silence;
        }
    }

    private static HistoryGap Silence(HistorySlice slice, long begin, long end)
    {
        var (from, to) = (Math.Max(begin, slice.FromMs), Math.Min(end, slice.ToMs));
        return slice.States.Answering > 0
            ? Gap(from, to, HistoryGapKind.NotTold, "The node answered without this figure.")
            : Gap(from, to, HistoryGapKind.NoAnswer, $"Asked, and no usable answer came: {slice.States.States.First()}.");
    }

    private static HistoryGap Gap(long from, long to, HistoryGapKind kind, string reason) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), kind, reason);

    private static HistoryGapKind Kind(ObserverGapReason reason) => reason == ObserverGapReason.Measuring ? HistoryGapKind.Held : HistoryGapKind.ObserverGap;

    private static string Words(ObserverGapReason reason) => reason switch
    {
        ObserverGapReason.Off => "OptaOps was not running.",
        ObserverGapReason.Asleep => "The machine of OptaOps slept, or its clock was set forward.",
        ObserverGapReason.Measuring => "OptaOps held its polls while a run was measured.",
        _ => "OptaOps was suspended or overloaded.",
    };
}

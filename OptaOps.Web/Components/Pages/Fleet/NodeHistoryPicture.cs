using System.Globalization;
using OptaOps.Core.History;
using OptaOps.Web.Components.Charts;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>A node's history as a chart, a legend and rows of a table.</summary>
internal static class NodeHistoryPicture
{
    /// <summary>A held poll is shorter than a pixel in most charts; only what can be seen is drawn.</summary>
    private const double LeastShare = 0.002;

    public static BandChart Chart(NodeHistoryView view, NodeFigure figure, double? threshold)
    {
        var points = view.Points;
        return new BandChart(
            figure.Unit,
            new ChartSpan(view.From, view.To),
            threshold,
            $"threshold {Figures.Plain(threshold)}",
            [.. points.Select((point, index) => new BandPoint(
                point.At, End(point), point.Mean, point.Min, point.Max, index + 1 < points.Count && IsOpen(view.Gaps, End(point), points[index + 1].At), Note(point)))],
            Gaps(view));
    }

    public static IReadOnlyList<BandGap> Gaps(NodeHistoryView view) =>
    [
        .. view.Gaps.Where(gap => gap.Kind == HistoryGapKind.ObserverGap || (gap.To - gap.From) / (view.To - view.From) >= LeastShare)
            .Select(gap => new BandGap(gap.From, gap.To, Look(gap.Kind), Words(gap.Kind))),
    ];

    public static string Words(HistoryGapKind kind) => kind switch
    {
        HistoryGapKind.ObserverGap => "observer gap",
        HistoryGapKind.Held => "held while measuring",
        HistoryGapKind.NoAnswer => "no answer",
        HistoryGapKind.NotTold => "not told",
        _ => "not watched",
    };

    public static BandGapLook Look(HistoryGapKind kind) => kind switch
    {
        HistoryGapKind.ObserverGap => BandGapLook.Observer,
        HistoryGapKind.Held => BandGapLook.Held,
        HistoryGapKind.NoAnswer => BandGapLook.Silent,
        HistoryGapKind.NotTold => BandGapLook.Untold,
        _ => BandGapLook.Unwatched,
    };

    /// <summary>A bucket's width, which is always a round one.</summary>
    public static string Width(double seconds) => seconds >= 86_400
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.##} d")
        : seconds >= 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.##} h")
            : seconds >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.##} min") : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");

    /// <summary>How long the gaps of each kind were together, the longest first.</summary>
    public static IReadOnlyList<(HistoryGapKind Kind, TimeSpan Length)> GapTotals(NodeHistoryView view) =>
        [.. view.Gaps.GroupBy(gap => gap.Kind).Select(group => (group.Key, Length: new TimeSpan(group.Sum(gap => (gap.To - gap.From).Ticks)))).OrderByDescending(total => total.Length)];

    /// <summary>Points and gaps, newest first.</summary>
    public static IReadOnlyList<NodeHistoryTableRow> Rows(NodeHistoryView view) =>
    [
        .. view.Points.Select(point => new NodeHistoryTableRow(point.At, null, point, null, StateAt(view, point)))
            .Concat(view.Gaps.Select(gap => new NodeHistoryTableRow(gap.From, gap.To, null, gap, Words(gap.Kind))))
            .OrderByDescending(row => row.At),
    ];

    public static string Label(NodeHistoryView view, NodeFigure figure) => view.Points.Count == 0
        ? $"{figure.Unit}: nothing was received."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{figure.Unit}: {view.Points[^1].Mean:N1} at the end, between {view.Points.Min(point => point.Min):N1} and {view.Points.Max(point => point.Max):N1}; {view.Gaps.Count} {(view.Gaps.Count == 1 ? "gap" : "gaps")}.");

    private static bool IsOpen(IReadOnlyList<HistoryGap> gaps, DateTimeOffset end, DateTimeOffset next) =>
        next > end && gaps.Any(gap => gap.From < next && gap.To > end);

    private static DateTimeOffset End(NodeHistoryPoint point) => point.At.AddSeconds(point.Seconds);

    private static string Note(NodeHistoryPoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.Min:N1} to {point.Max:N1}, {point.N:N0} of {point.Polls:N0} polls\nmean of {Width(point.Seconds)}");

    private static string StateAt(NodeHistoryView view, NodeHistoryPoint point)
    {
        var middle = point.At.AddSeconds(point.Seconds / 2);
        var band = view.States.LastOrDefault(each => each.From <= middle);
        return band is null ? Figures.Unknown : StateLook.Word(band.State) + (band.Worst is { } worst ? $", {StateLook.Word(worst).ToLowerInvariant()}" : "");
    }
}

/// <param name="To">End of a gap; null for a point.</param>
public sealed record NodeHistoryTableRow(DateTimeOffset At, DateTimeOffset? To, NodeHistoryPoint? Point, HistoryGap? Gap, string State);

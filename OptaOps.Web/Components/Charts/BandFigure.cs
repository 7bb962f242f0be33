using System.Globalization;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using AnnotationFont = Plotly.Blazor.LayoutLib.AnnotationLib.Font;
using HoverFont = Plotly.Blazor.LayoutLib.HoverLabelLib.Font;
using PlotLayout = Plotly.Blazor.Layout;
using XAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.XAnchorEnum;

namespace OptaOps.Web.Components.Charts;

/// <summary>A <see cref="BandChart"/> as Plotly's data and layout.</summary>
public sealed class BandFigure(BandChart chart, TimeZoneInfo zone) : PlotFigure
{
    /// <summary>Room beside the plot in pixels; what stands under it keeps the same.</summary>
    public const int Left = 50;
    public const int Right = 16;

    private const int Top = 42;
    private const int Bottom = 40;
    private const double LabelledShare = 0.08;
    private const double LabelsApart = 0.2;

    private readonly ChartScale _scale = ChartScale.FromZero(
        Math.Max(chart.Points.Select(point => point.Max).DefaultIfEmpty(0).Max(), chart.Reference ?? 0));

    public override int Height => 150 + Top + Bottom;

    public override IList<ITrace> Traces() =>
    [
        .. chart.Gaps.GroupBy(gap => gap.Look).Select(group => (ITrace)Area($"-gap-{group.Key.ToString().ToLowerInvariant()}-0", [.. group.Select(Corners)])),
        Area("-band-0", [.. Segments().Select(Corners)]),
        .. chart.Reference is { } reference ? [Reference(reference)] : Array.Empty<ITrace>(),
        Means(),
    ];

    public override PlotLayout Layout() => new()
    {
        AutoSize = true,
        Height = Height,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Font = new Plotly.Blazor.LayoutLib.Font { Family = ChartTheme.FontFamily, Size = 11 },
        Margin = new Margin { L = Left, R = Right, T = Top, B = Bottom },
        ShowLegend = false,
        HoverMode = HoverModeEnum.Closest,
        DragMode = DragModeEnum.False,
        HoverLabel = new Plotly.Blazor.LayoutLib.HoverLabel { Font = new HoverFont { Family = ChartTheme.FontFamily, Size = 11 } },
        XAxis = [TimeAxis.Of(chart.Span.From, chart.Span.To, zone, ticks: 7)],
        YAxis =
        [
            new YAxis
            {
                Range = [_scale.Low, _scale.High],
                ShowTickLabels = chart.Points.Count > 0 || chart.Reference is not null,
                TickMode = Plotly.Blazor.LayoutLib.YAxisLib.TickModeEnum.Array,
                TickVals = [.. _scale.Ticks.Select(tick => (object)tick)],
                TickText = [.. _scale.Ticks.Select(tick => (object)_scale.Word(tick))],
                ZeroLine = false,
                FixedRange = true,
            },
        ],
        Annotations = [Note($"<b>{Plain(chart.Unit)}</b>", 0, XAnchor.Left, -Left, 18), .. ReferenceWords(), .. GapWords()],
    };

    private static Scatter Area(string id, IReadOnlyList<IReadOnlyList<(string X, double Y)>> polygons) => new()
    {
        UId = id,
        Mode = ModeFlag.Lines,
        Fill = FillEnum.ToSelf,
        HoverInfo = HoverInfoFlag.Skip,
        Line = new Line { Width = 0m },
        X = [.. Joined(polygons, corner => corner.X)],
        Y = [.. Joined(polygons, corner => corner.Y)],
    };

    /// <summary>One after the other with an empty place between, which Plotly takes for the end of a shape.</summary>
    private static IEnumerable<object> Joined(IReadOnlyList<IReadOnlyList<(string X, double Y)>> shapes, Func<(string X, double Y), object> pick) =>
        shapes.SelectMany((shape, index) => index == 0 ? shape.Select(pick) : shape.Select(pick).Prepend(null!));

    private static Annotation Note(string text, object x, XAnchor anchor, int xShift, int yShift) => new()
    {
        Text = text,
        ShowArrow = false,
        X = x,
        XRef = x is string ? "x" : "paper",
        XAnchor = anchor,
        XShift = xShift,
        Y = 1m,
        YRef = "paper",
        YAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.YAnchorEnum.Bottom,
        YShift = yShift,
        Font = new AnnotationFont { Family = ChartTheme.FontFamily, Size = 11 },
    };

    private Scatter Means()
    {
        var segments = Segments().Select(segment => Vertices(segment).ToArray()).ToArray();
        return new Scatter
        {
            UId = "-ink-0",
            Mode = ModeFlag.Lines,
            Line = new Line { Width = 1.5m },
            X = [.. segments.SelectMany((segment, index) => Separated(index, segment.Select(vertex => (object)vertex.X)))],
            Y = [.. segments.SelectMany((segment, index) => Separated(index, segment.Select(vertex => (object)vertex.Point.Mean)))],
            HoverTemplate = "%{text}<extra></extra>",
            TextArray = [.. segments.SelectMany((segment, index) => Separated(index, segment.Select(vertex => (object)Label(vertex.Point))).Select(text => text as string ?? ""))],
        };
    }

    private static IEnumerable<object> Separated(int index, IEnumerable<object> values) => index == 0 ? values : values.Prepend(null!);

    private Scatter Reference(double value) => new()
    {
        UId = "-ref-0",
        Mode = ModeFlag.Lines,
        HoverInfo = HoverInfoFlag.Skip,
        Line = new Line { Width = 1m, Dash = "4px 3px" },
        X = [X(chart.Span.From), X(chart.Span.To)],
        Y = [value, value],
    };

    private string Label(BandPoint point) =>
        $"<b>{point.Mean.ToString("N1", CultureInfo.InvariantCulture)}</b> {Plain(chart.Unit)}<br>{Plain(point.Note).Replace("\n", "<br>", StringComparison.Ordinal)}<br>{ChartTime.Words(point.From, zone)}";

    /// <summary>Points that one line joins.</summary>
    private IEnumerable<IReadOnlyList<BandPoint>> Segments()
    {
        List<BandPoint> segment = [];
        foreach (var point in chart.Points)
        {
            segment.Add(point);
            if (point.Open)
            {
                yield return segment;
                segment = [];
            }
        }

        if (segment.Count > 0)
        {
            yield return segment;
        }
    }

    /// <summary>A point stands in the middle of its bucket; a lone one is a stroke as wide as it, so that it is seen at all.</summary>
    private IEnumerable<(string X, BandPoint Point)> Vertices(IReadOnlyList<BandPoint> segment) => segment is [var only]
        ? [(X(only.From), only), (X(only.To), only)]
        : segment.Select(point => (X(point.From + ((point.To - point.From) / 2)), point));

    private IReadOnlyList<(string X, double Y)> Corners(IReadOnlyList<BandPoint> segment)
    {
        var vertices = Vertices(segment).ToArray();
        return [.. vertices.Select(vertex => (vertex.X, vertex.Point.Max)), .. vertices.Reverse().Select(vertex => (vertex.X, vertex.Point.Min))];
    }

    private IReadOnlyList<(string X, double Y)> Corners(BandGap gap)
    {
        var (from, to) = (X(gap.From), X(gap.To));
        return [(from, _scale.Low), (from, _scale.High), (to, _scale.High), (to, _scale.Low)];
    }

    private IEnumerable<Annotation> ReferenceWords()
    {
        if (chart.Reference is { } reference)
        {
            yield return new Annotation
            {
                Text = Plain(chart.ReferenceWords),
                ShowArrow = false,
                X = 0m,
                XRef = "paper",
                XAnchor = XAnchor.Left,
                XShift = 4,
                Y = (decimal)reference,
                YShift = 8,
                Font = new AnnotationFont { Family = ChartTheme.FontFamily, Size = 11 },
            };
        }
    }

    /// <summary>The widest gaps are named, as far as names do not run into each other; the legend names them all.</summary>
    private IEnumerable<Annotation> GapWords()
    {
        var length = chart.Span.To - chart.Span.From;
        List<double> placed = [];
        foreach (var gap in chart.Gaps.Where(gap => (gap.To - gap.From) / length >= LabelledShare).OrderByDescending(gap => gap.To - gap.From))
        {
            var middle = gap.From + ((gap.To - gap.From) / 2);
            var share = (middle - chart.Span.From) / length;
            if (placed.All(other => Math.Abs(other - share) >= LabelsApart))
            {
                placed.Add(share);
                yield return Note(Plain(gap.Words), X(middle), XAnchor.Center, 0, 1);
            }
        }
    }

    private string X(DateTimeOffset at) => ChartTime.Format(at, zone);
}

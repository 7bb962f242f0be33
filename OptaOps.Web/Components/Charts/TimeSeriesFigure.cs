using System.Globalization;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using AnnotationFont = Plotly.Blazor.LayoutLib.AnnotationLib.Font;
using AxisType = Plotly.Blazor.LayoutLib.YAxisLib.TypeEnum;
using ChartHover = Plotly.Blazor.LayoutLib.HoverLabel;
using HoverFont = Plotly.Blazor.LayoutLib.HoverLabelLib.Font;
using MarkerLine = Plotly.Blazor.Traces.ScatterLib.MarkerLib.Line;
using PlotLayout = Plotly.Blazor.Layout;
using Symbol = Plotly.Blazor.Traces.ScatterLib.MarkerLib.SymbolEnum;

namespace OptaOps.Web.Components.Charts;

/// <summary>Panes over one time axis, as Plotly's data and layout.</summary>
public sealed class TimeSeriesFigure(IReadOnlyList<ChartPane> panes, ChartSpan span, TimeZoneInfo zone) : PlotFigure
{
    private const int Top = 30;
    private const int Bottom = 40;
    private const int Between = 48;
    private const int LabelHeight = 14;

    public override int Height => Top + Bottom + panes.Sum(pane => pane.Height) + (Between * (panes.Count - 1));

    /// <summary>The series in the order of the traces, to find what was clicked.</summary>
    public IReadOnlyList<ChartSeries> Series { get; } = [.. panes.SelectMany(pane => pane.Series)];

    /// <summary>Room for the longest label at a line's end.</summary>
    private int Right => Math.Clamp((int)(Series.Select(series => series.Name.Length + 7).DefaultIfEmpty(0).Max() * 6.7) + 12, 64, 170);

    private double Inner => Height - Top - Bottom;

    public override IList<ITrace> Traces() => [.. panes.SelectMany((pane, index) => pane.Series.Select(series => (ITrace)Trace(series, pane, index)))];

    public override PlotLayout Layout() => new()
    {
        AutoSize = true,
        Height = Height,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Font = new Plotly.Blazor.LayoutLib.Font { Family = ChartTheme.FontFamily, Size = 11 },
        Margin = new Margin { L = 50, R = Right, T = Top, B = Bottom },
        ShowLegend = false,
        HoverMode = HoverModeEnum.Closest,
        DragMode = DragModeEnum.False,
        HoverLabel = new ChartHover
        {
            Font = new HoverFont { Family = ChartTheme.FontFamily, Size = 11 },
        },
        XAxis = [Times()],
        YAxis = [.. panes.Select(ValueAxis)],
        Annotations = [.. panes.SelectMany(Titles), .. panes.SelectMany(Ends)],
    };

    public override string? Link(int curve, int point) =>
        curve >= 0 && curve < Series.Count && point >= 0 && point < Series[curve].Points.Count ? Series[curve].Points[point].Link : null;

    private static string AxisName(int index) => index == 0 ? "y" : string.Create(CultureInfo.InvariantCulture, $"y{index + 1}");

    private static string Word(double value, bool time) => value.ToString(time && value >= 10 ? "N0" : "N1", CultureInfo.InvariantCulture);

    private Scatter Trace(ChartSeries series, ChartPane pane, int index)
    {
        var number = Series.TakeWhile(each => !ReferenceEquals(each, series)).Count();
        return new Scatter
        {
            UId = ChartTheme.TraceId(series, number),
            Name = Plain(series.Name),
            Mode = series.Model is null ? ModeFlag.Markers : ModeFlag.Lines | ModeFlag.Markers,
            YAxis = AxisName(index),
            X = [.. series.Points.Select(point => (object)ChartTime.Format(point.At, zone))],
            Y = [.. series.Points.Select(point => (object)point.Value)],
            Line = new Line
            {
                Width = 1m,
                Dash = (series.Dash % 3) switch { 1 => "4px 3px", 2 => "1.5px 3px", _ => "solid" },
            },
            Marker = series.Mark == ChartMark.Warm
                ? new Marker { Symbol = Symbol.Circle, Size = 7 }
                : new Marker { Symbol = series.Mark == ChartMark.Cold ? Symbol.Diamond : Symbol.Circle, Size = 7, Line = new MarkerLine { Width = 1.5m } },
            ErrorY =
                new ErrorY
                {
                    Type = Plotly.Blazor.Traces.ScatterLib.ErrorYLib.TypeEnum.Data,
                    Symmetric = false,
                    Array = [.. series.Points.Select(point => (object)(point.Max - point.Value))],
                    ArrayMinus = [.. series.Points.Select(point => (object)(point.Value - point.Min))],
                    Thickness = 1.25m,
                    Width = 0,
                },
            HoverTemplate = "%{text}<extra></extra>",
            TextArray = [.. series.Points.Select(point => Label(series, pane, point))],
        };
    }

    private string Label(ChartSeries series, ChartPane pane, ChartPoint point) =>
        $"<b>{Word(point.Value, pane.Logarithmic)}</b> {Plain(pane.Unit)}, {Plain(series.Name)}<br>{Plain(point.Note).Replace("\n", "<br>", StringComparison.Ordinal)}"
        + $"<br>{ChartTime.Words(point.At, zone)}";

    private XAxis Times()
    {
        var edge = TimeSpan.FromTicks(Math.Max((span.To - span.From).Ticks / 40, TimeSpan.FromMinutes(2).Ticks));
        var axis = TimeAxis.Of(span.From - edge, span.To + edge, zone, ticks: 5);
        axis.Anchor = AxisName(panes.Count - 1);
        return axis;
    }

    private YAxis ValueAxis(ChartPane pane, int index)
    {
        var scale = ChartScale.For(pane);
        var (low, high) = Domain(index);
        object[] range = scale.Logarithmic ? [Math.Log10(scale.Low), Math.Log10(scale.High)] : [scale.Low, scale.High];
        return new YAxis
        {
            Type = scale.Logarithmic ? AxisType.Log : AxisType.Linear,
            Domain = [(decimal)low, (decimal)high],
            Range = [.. range],
            TickMode = Plotly.Blazor.LayoutLib.YAxisLib.TickModeEnum.Array,
            TickVals = [.. scale.Ticks.Select(tick => (object)tick)],
            TickText = [.. scale.Ticks.Select(tick => (object)scale.Word(tick))],
            ZeroLine = false,
            FixedRange = true,
        };
    }

    private IEnumerable<Annotation> Titles(ChartPane pane, int index)
    {
        var start = ChartScale.For(pane);
        var says = !start.Logarithmic && start.Low > 0 ? $"{pane.Says} axis starts at {start.Word(start.Low)}".Trim() : pane.Says;
        yield return Note($"<b>{Plain(pane.Unit)}</b>  {Plain(says)}", 0, (decimal)Domain(index).High, "paper", -50, 18);
    }

    private IEnumerable<Annotation> Ends(ChartPane pane, int index)
    {
        var scale = ChartScale.For(pane);
        var shown = pane.Series.Where(series => series.Points.Count > 0).ToArray();
        var shifts = EndLabels.Shifts([.. shown.Select(series => scale.Place(series.Points[^1].Value) * pane.Height)], LabelHeight);
        foreach (var (series, n) in shown.Select((series, n) => (series, n)))
        {
            var value = series.Points[^1].Value;
            var text = $"<b>{Word(value, pane.Logarithmic)}</b> {Plain(series.Name)}";
            yield return Note(text, 1, (decimal)(scale.Logarithmic ? Math.Log10(value) : value), AxisName(index), 8, (decimal)shifts[n]);
        }
    }

    private static Annotation Note(string text, decimal x, decimal y, string yRef, decimal xShift, decimal yShift) => new()
    {
        Text = text,
        ShowArrow = false,
        X = x,
        XRef = "paper",
        XAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.XAnchorEnum.Left,
        XShift = xShift,
        Y = y,
        YRef = yRef,
        YAnchor = Plotly.Blazor.LayoutLib.AnnotationLib.YAnchorEnum.Middle,
        YShift = yShift,
        Font = new AnnotationFont { Family = ChartTheme.FontFamily, Size = 11 },
    };

    /// <summary>From the bottom, as shares of the plot's height.</summary>
    private (double Low, double High) Domain(int index)
    {
        var above = panes.Take(index).Sum(pane => pane.Height + Between);
        var high = Math.Min(1, 1 - (above / Inner));
        return (Math.Max(0, high - (panes[index].Height / Inner)), high);
    }
}

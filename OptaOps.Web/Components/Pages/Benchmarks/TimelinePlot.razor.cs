using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public sealed partial class TimelinePlot
{
    private const int Floor = 310;
    private const int Height = 352;
    private const double Ceiling = 14;
    private const int MostPoints = 2000;

    [Parameter, EditorRequired]
    public required RunView Run { get; set; }

    /// <summary>At least one arrival.</summary>
    [Parameter, EditorRequired]
    public required RunTimeline Timeline { get; set; }

    [Parameter]
    public RunView? Other { get; set; }

    [Parameter]
    public RunTimeline? OtherTimeline { get; set; }

    /// <summary>The selected run is drawn last, above the other.</summary>
    private IEnumerable<(RunView Run, RunTimeline Timeline, int Row)> Lines
    {
        get
        {
            if (Other is { } other && OtherTimeline is { } timeline)
            {
                yield return (other, timeline, 1);
            }

            yield return (Run, Timeline, 0);
        }
    }

    private Axis X => Axis.For(Lines.Max(line => line.Timeline.AtMs[^1]) / 1000, 6);

    private Axis Y
    {
        get
        {
            var most = Lines.Max(line => line.Timeline.AtMs.Count);
            return most % 4 == 0 ? new Axis(most, most / 4) : Axis.For(most);
        }
    }

    private string Label => string.Join(
        " ",
        Lines.Reverse().Select(line => $"Run {line.Run.N}, {RunWords.Word(line.Run.Temperature)}: first of {line.Timeline.AtMs.Count} pieces after "
            + $"{Show.Whole(line.Timeline.AtMs[0])} ms, last after {Show.Whole(line.Timeline.AtMs[^1])} ms"
            + (line.Timeline.Stalls.Count == 0 ? "." : $", {Show.Plural(line.Timeline.Stalls.Count, "stall")}.")));

    private static string StallWords(StreamStall stall) =>
        $"No text for {Show.Whole(stall.ToMs - stall.FromMs)} ms, from {Show.Two(stall.FromMs / 1000)} s on";

    private string Steps(RunTimeline timeline)
    {
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{Far(timeline.AtMs[0]):0.#} {Floor}");
        foreach (var index in Indices(timeline))
        {
            path.Append(CultureInfo.InvariantCulture, $"H{Far(timeline.AtMs[index]):0.#}V{Up(index + 1):0.#}");
        }

        return path.ToString();
    }

    private string Ticks(RunTimeline timeline, int row)
    {
        var path = new StringBuilder();
        foreach (var index in Indices(timeline))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{Far(timeline.AtMs[index]):0.#} {Floor + 10 + (row * 16)}v10");
        }

        return path.ToString();
    }

    private static IEnumerable<int> Indices(RunTimeline timeline)
    {
        var every = (timeline.AtMs.Count + MostPoints - 1) / MostPoints;
        for (var index = 0; index < timeline.AtMs.Count - 1; index += every)
        {
            yield return index;
        }

        yield return timeline.AtMs.Count - 1;
    }

    /// <summary>At the line's end; halfway for the other run when both end at nearly the same place.</summary>
    private (double X, double Y) LabelOf(RunTimeline timeline, int row)
    {
        var close = OtherTimeline is { } other && Math.Abs(other.AtMs[^1] - Timeline.AtMs[^1]) / 1000 < X.Max * 0.22;
        var index = row == 1 && close ? timeline.AtMs.Count / 2 : timeline.AtMs.Count - 1;
        return (timeline.AtMs[index] / 1000, Up(index + 1));
    }

    private double Far(double atMs) => X.Percent(atMs / 1000) * 10;

    private double Up(double pieces) => Floor - (Y.Percent(pieces) / 100 * (Floor - Ceiling));

    private string Across(double seconds) => Show.Place(Math.Min(100, X.Percent(seconds))) + "%";
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public sealed partial class CurrentRun
{
    private const double Floor = 176;
    private const double Ceiling = 11;
    private const int MostTicks = 600;

    [Inject]
    public required ModelPalette Palette { get; init; }

    [Parameter, EditorRequired]
    public required LiveRun Run { get; set; }

    /// <summary>The cell it belongs to: its earlier runs tell how long this one may take.</summary>
    [Parameter, EditorRequired]
    public required CellView? Cell { get; set; }

    private double? Rate => StreamRate.At(Run.AtMs, Run.ElapsedMs);

    private double? EndToEnd => Run.Pieces > 0 && Run.ElapsedMs > 0 ? Run.Pieces * 1000 / Run.ElapsedMs : null;

    private Axis X { get; set; } = Axis.For(1);

    private Axis Y { get; set; } = Axis.For(1);

    /// <summary>At most a few hundred points, whatever the length of the run.</summary>
    private IReadOnlyList<(double AtMs, double Rate)> Rates { get; set; } = [];

    private double Expected
    {
        get
        {
            var totals = Cell?.Runs.Where(run => run.State == RunState.Ok).Select(run => run.TotalMs).OfType<double>().ToArray() ?? [];
            return totals.Length > 0 ? totals.Max() : Rate is { } rate && Run.TtftMs is { } first ? first + (Run.MaxTokens * 1000 / rate) : 5000;
        }
    }

    private string RatePath => Path(Rates.Select(point => (Far(point.AtMs), Up(point.Rate))));

    private string TickPath
    {
        get
        {
            var every = Math.Max(1, (Run.Pieces + MostTicks - 1) / MostTicks);
            var path = new StringBuilder();
            for (var index = 0; index < Run.Pieces; index += every)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{Far(Run.AtMs[index]):0.#} 188v14");
            }

            return path.ToString();
        }
    }

    private string Label => $"Run {Run.N}: {Run.Pieces} of {Run.MaxTokens} tokens after {Show.One(Run.ElapsedMs / 1000)} s"
        + (Run.TtftMs is { } first ? $", first token after {Show.Whole(first)} ms" : ", no token yet")
        + (Rate is { } rate ? $", {Show.One(rate)} tokens per second over the last 0.5 s" : "");

    /// <summary>Line and axes once a drawing: each point asks for them, while a run is being measured.</summary>
    protected override void OnParametersSet()
    {
        Rates = [.. StreamRate.Line(Run.AtMs, Run.ElapsedMs, Math.Max(100, Run.ElapsedMs / 400))];
        X = Axis.For(Math.Max(Expected, Run.ElapsedMs * 1.02) / 1000, 8);
        Y = Axis.For(Math.Max(Rates.Select(point => point.Rate).DefaultIfEmpty(30).Max(), 10), 3);
    }

    private static string Path(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#}");
        }

        return path.ToString();
    }

    private double Far(double atMs) => X.Percent(atMs / 1000) * 10;

    private double Up(double rate) => Floor - (Y.Percent(rate) / 100 * (Floor - Ceiling));

    private string Across(double seconds) => Show.Place(Math.Min(100, X.Percent(seconds))) + "%";
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;
using OptaOps.Web.Components.Charts;
using OptaOps.Web.Components.Live;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.History;

public sealed partial class HistoryPage : IDisposable
{
    private const int MostLatest = 12;

    private readonly CancellationTokenSource _leaving = new();
    private HistoryChoices? _choices;
    private HistoryRecord? _record;
    private IReadOnlyList<HistoryRow> _rows = [];
    private IReadOnlyList<HistoryChart> _charts = [];
    private (int?, string?, string?, string?)? _loaded;
    private ChartSpan _span = new(default, default);
    private string? _failure;

    [Inject]
    public required BenchmarkArchive Archive { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ScenarioCatalog Catalog { get; init; }

    [Inject]
    public required ModelPalette Palette { get; init; }

    [CascadingParameter]
    public BrowserTime? Browser { get; set; }

    [SupplyParameterFromQuery(Name = "node")]
    public int? Node { get; set; }

    [SupplyParameterFromQuery(Name = "model")]
    public string? Model { get; set; }

    [SupplyParameterFromQuery(Name = "scenario")]
    public string? Scenario { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    private TimeZoneInfo Zone => (Browser ?? BrowserTime.Utc).Zone;

    private bool AsTable => View == "table";

    private string Latest => _rows.Count > MostLatest ? string.Create(CultureInfo.InvariantCulture, $"{MostLatest} of {_rows.Count:N0}") : "";

    private string Subtitle
    {
        get
        {
            if (_record is null or { IsEmpty: true })
            {
                return "Cold against warm TTFT and tok/s, one point a benchmark.";
            }

            var count = _record.Benchmarks.Count;
            var (first, last) = (_rows.Min(row => row.At), _rows.Max(row => row.At));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} {(count == 1 ? "benchmark" : "benchmarks")}, {ChartTime.Words(first, last, Zone)}. One point a benchmark, good runs that were alone.");
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override Task OnParametersSetAsync() => _loaded == (Node, Model, Scenario, Range) ? Task.CompletedTask : LoadAsync();

    private static string Describe(HistoryChart chart) => $"{chart.Title}. " + string.Join(
        " ",
        chart.Panes.Select(pane => $"{pane.Unit}: " + string.Join(", ", pane.Series.Where(series => series.Points.Count > 0).Select(series =>
            string.Create(CultureInfo.InvariantCulture, $"{series.Name} {series.Points[0].Value:N1} at first, {series.Points[^1].Value:N1} at last"))) + "."));

    private async Task LoadAsync()
    {
        var wanted = (Node, Model, Scenario, Range);
        _loaded = wanted;
        try
        {
            var query = new HistoryQuery
            {
                Metric = HistoryMetric.TtftCold,
                NodeId = Node,
                Model = Model,
                Scenario = Scenario,
                From = HistoryRange.Of(Range).Back is { } back ? Time.GetUtcNow() - back : null,
            };
            var choices = await Archive.ChoicesAsync(_leaving.Token);
            var record = await HistoryRecord.ReadAsync(Archive, query, _leaving.Token);
            if (_loaded == wanted)
            {
                Keep(choices, record);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
        catch (System.Data.Common.DbException error)
        {
            _failure = $"The database did not answer: {error.Message}";
        }
    }

    private void Keep(HistoryChoices choices, HistoryRecord record)
    {
        (_choices, _record, _rows, _failure) = (choices, record, HistoryRow.Of(record), null);
        _charts = HistoryChart.Of(record, [.. Catalog.All.Select(scenario => scenario.Name)], Palette.NumberOf);
        _span = record.Span ?? _span;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using OptaOps.Core.History;
using OptaOps.Web.Components.Charts;
using OptaOps.Web.Components.Live;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

/// <summary>A node's figure over an hour, day, month or year, read when it is opened or asked for anew, never by itself.</summary>
public sealed partial class NodeHistoryPanel : IDisposable
{
    private const int ChartPoints = 720;
    private const int TablePoints = 200;

    private readonly CancellationTokenSource _leaving = new();
    private NodeHistoryView? _view;
    private BandFigure? _figure;
    private (int NodeId, NodeHistoryChoice Choice, bool AsTable)? _loaded;
    private (NodeHistoryView View, string Zone, double? Threshold)? _drawn;
    private NodeHistoryChoice _shown = NodeHistoryChoice.Of(null, null, null);
    private ChartSpan _span = new(default, default);
    private string? _failure;
    private bool _young;

    [Inject]
    public required NodeHistory History { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required int NodeId { get; set; }

    /// <summary>Memory above which the node refuses to load, GB; null when it is not known.</summary>
    [Parameter]
    public double? ThresholdGb { get; set; }

    [CascadingParameter]
    public BrowserTime? Browser { get; set; }

    [SupplyParameterFromQuery(Name = "figure")]
    public string? FigureKey { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeKey { get; set; }

    [SupplyParameterFromQuery(Name = "until")]
    public string? UntilWord { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewKey { get; set; }

    private NodeHistoryChoice Choice => NodeHistoryChoice.Of(FigureKey, RangeKey ?? (_young && UntilWord is null ? NodeSpan.Hour.Key : null), UntilWord);

    private bool AsTable => ViewKey == "table";

    private TimeZoneInfo Zone => (Browser ?? BrowserTime.Utc).Zone;

    private DateTimeOffset End => Choice.Until ?? Time.GetUtcNow();

    private string Title => Choice.Until is { } until ? ChartTime.Words(until - Choice.Span.Length, until, Zone) : Choice.Span.Newest;

    private IReadOnlyList<BandGap> Gaps => NodeHistoryPicture.Gaps(_view!);

    private string StateWords => string.Join(", ", _view!.Totals.Select(total => $"{StateLook.Word(total.State).ToLowerInvariant()} {Share(total)}"));

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != (NodeId, Choice, AsTable))
        {
            await LoadAsync();
        }

        Draw();
    }

    private async Task LoadAsync()
    {
        if (_loaded?.NodeId != NodeId)
        {
            (_view, _young) = (null, false);
        }

        var wanted = (NodeId, Choice, AsTable);
        _loaded = wanted;
        try
        {
            if (_view is null && RangeKey is null && await History.BeganAsync(NodeId, _leaving.Token) > Time.GetUtcNow() - NodeSpan.Hour.Length && _loaded == wanted)
            {
                // A day of which all but minutes lies before the first poll shows nothing.
                _young = true;
                _loaded = wanted = (NodeId, Choice, AsTable);
            }

            var view = await History.ReadAsync(NodeId, Choice.Figure.Metric, End - Choice.Span.Length, End, AsTable ? TablePoints : ChartPoints, _leaving.Token);
            if (_loaded == wanted)
            {
                (_view, _shown, _failure) = (view, wanted.Choice, null);
                Draw();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
        catch (System.Data.Common.DbException error)
        {
            _failure = $"The history could not be read: {error.Message}";
        }
    }

    /// <summary>A new figure only when something in it is another.</summary>
    private void Draw()
    {
        var threshold = _shown.Figure.Metric == NodeMetric.MemoryUsedGb ? ThresholdGb : null;
        if (_view is not { } view || _drawn == (view, Zone.Id, threshold))
        {
            return;
        }

        _drawn = (view, Zone.Id, threshold);
        _span = new ChartSpan(view.From, view.To);
        _figure = new BandFigure(NodeHistoryPicture.Chart(view, _shown.Figure, threshold), Zone);
    }

    private string Share(StateTotal total)
    {
        var all = _view!.Totals.Sum(each => each.Seconds);
        return total == _view.Totals[0] && total.Seconds / all > 0.5
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(total.Seconds / all * 1000) / 10:0.0} % of the time seen")
            : Ages.Of(TimeSpan.FromSeconds(total.Seconds));
    }

    /// <summary>With its range, so that the link means the same when the node has been watched for longer.</summary>
    private string Until(DateTimeOffset end) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["range"] = Choice.Span.Key,
        ["until"] = NodeHistoryChoice.Word(end, Time.GetUtcNow()),
    });

    private string Address(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Web.Components.Pages.Events;

public sealed partial class EventsPage : IAsyncDisposable
{
    private const int PageSize = 100;
    private const int MostShown = 1_000;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<OpsEvent>? _stored;
    private EventFilter? _loaded;
    private IJSObjectReference? _scroll;
    private DotNetObjectReference<EventsPage>? _self;
    private string? _failure;
    private bool _hasOlder;
    private bool _loading;
    private bool _paused;
    private bool _scrolled;

    /// <summary>The newest number that is shown while new ones are held back.</summary>
    private long _heldAt = long.MaxValue;

    /// <summary>The newest number of the whole fleet that <see cref="_stored"/> takes account of.</summary>
    private long _keptTo;

    private long NewestId => Current.Events is [var newest, ..] ? newest.Id : 0;

    [Inject]
    public required EventArchive Archive { get; init; }

    [Inject]
    public required Latest<FleetBoard> Fleet { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [SupplyParameterFromQuery(Name = "node")]
    public int? Node { get; set; }

    [SupplyParameterFromQuery(Name = "topic")]
    public string? Topic { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    private EventFilter Filter => new(Node, EventQuery.Read<EventTopic>(Topic), EventQuery.Read<EventSeverity>(Severity), Text, Before, PageSize + 1);

    private bool IsFiltered => Filter with { Limit = 0 } != new EventFilter(Limit: 0);

    private IReadOnlyList<(int Id, string Name)> Choices => [.. Fleet.Value.Nodes.Select(each => (each.Node.Id, Plain(each.Node.Name)))];

    /// <summary>What has happened since the stored ones were read; newest first.</summary>
    private IEnumerable<OpsEvent> Fresh => Before is null && _loaded is { } filter
        ? Current.Events.TakeWhile(happened => happened.Id > _keptTo).Where(filter.Admits)
        : [];

    private IReadOnlyList<OpsEvent> Shown => [.. Fresh.Where(happened => happened.Id <= _heldAt), .. _stored ?? []];

    private int Waiting => Fresh.Count(happened => happened.Id > _heldAt);

    private string NewOnes => string.Create(
        CultureInfo.InvariantCulture, $"{Waiting}{(Waiting == EventBoard.Capacity ? " or more" : "")} new {(Waiting == 1 ? "event" : "events")}");

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        Dispose();
        _leaving.Dispose();
        _self?.Dispose();
        if (_scroll is { } scroll)
        {
            try
            {
                await scroll.InvokeVoidAsync("stop");
                await scroll.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The browser is gone, and its listener with it.
            }
        }
    }

    /// <summary>The browser tells when the list is scrolled away from its top, and when it is back.</summary>
    [JSInvokable]
    public async Task Scrolled(bool away)
    {
        _scrolled = away;
        await HoldAsync();
        StateHasChanged();
    }

    protected override Task OnParametersSetAsync() => _loaded == Filter ? Task.CompletedTask : LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "/js/browser.js");
            _self = DotNetObjectReference.Create(this);
            _scroll = await module.InvokeAsync<IJSObjectReference>("watchScroll", _self);
        }
        else if (_heldAt == long.MaxValue && NewestId - _keptTo > EventBoard.Capacity / 2)
        {
            Keep();
        }
    }

    private string NameOf(int nodeId) => Fleet.Value.Find(nodeId) is { } found ? Plain(found.Node.Name) : $"Node {nodeId}";

    private static string Plain(string name) => name.Replace(" (simulated)", "", StringComparison.Ordinal);

    private Task TogglePause()
    {
        _paused = !_paused;
        return HoldAsync();
    }

    /// <summary>What is read must not jump: while paused or scrolled, new ones wait. Afterwards the list is read anew, since the board may have forgotten some.</summary>
    private async Task HoldAsync()
    {
        var holds = _paused || _scrolled;
        if (holds && _heldAt == long.MaxValue)
        {
            Keep();
            _heldAt = NewestId;
        }
        else if (!holds && _heldAt != long.MaxValue)
        {
            _heldAt = long.MaxValue;
            await LoadAsync();
        }
    }

    /// <summary>The board is the whole fleet's and forgets soon: what only it has shown is kept here.</summary>
    private void Keep()
    {
        if (_stored is not null && Before is null)
        {
            (_hasOlder, _stored, _keptTo) = (_hasOlder || Shown.Count > MostShown, [.. Shown.Take(MostShown)], NewestId);
        }
    }

    private async Task ShowNewAsync()
    {
        (_paused, _scrolled, _heldAt) = (false, false, long.MaxValue);
        await LoadAsync();
        if (_scroll is { } scroll)
        {
            await scroll.InvokeVoidAsync("top");
        }
    }

    private Task LoadAsync() => ReadAsync(Filter, [], Filter);

    private Task LoadOlderAsync() => Shown is [.., var oldest] shown ? ReadAsync(Filter, shown, Filter with { Before = oldest.Id }) : Task.CompletedTask;

    /// <param name="kept">What is shown already and stays above what is read.</param>
    private async Task ReadAsync(EventFilter wanted, IReadOnlyList<OpsEvent> kept, EventFilter page)
    {
        (_loaded, _loading) = (wanted, true);
        var newest = kept.Count == 0 ? NewestId : Math.Min(NewestId, _heldAt);
        try
        {
            var found = await Archive.ListAsync(page, _leaving.Token);
            if (_loaded == wanted)
            {
                (_stored, _hasOlder, _failure) = ([.. kept, .. found.Take(PageSize)], found.Count > PageSize, null);
                _keptTo = Math.Max(newest, _stored is [var first, ..] ? first.Id : 0);
                _heldAt = kept.Count == 0 && _heldAt != long.MaxValue ? _keptTo : _heldAt;
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return;
        }
        catch (System.Data.Common.DbException error)
        {
            _failure = $"The database did not answer: {error.Message}";
        }

        _loading = false;
    }
}

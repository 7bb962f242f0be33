using Microsoft.AspNetCore.Components;
using MudBlazor;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Components.Live;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public sealed partial class BenchmarkPage
{
    private readonly CancellationTokenSource _leaving = new();
    private BenchmarkView? _stored;
    private (int Id, bool OnBoard)? _loaded;
    private bool _looked;
    private bool _busy;
    private string? _failure;
    private string? _refusal;

    [Inject]
    public required BenchmarkArchive Archive { get; init; }

    [Inject]
    public required BenchmarkQueue Queue { get; init; }

    [Inject]
    public required ScenarioCatalog Catalog { get; init; }

    [Inject]
    public required Latest<FleetBoard> Fleet { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [CascadingParameter]
    public BrowserTime? Browser { get; set; }

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "run")]
    public int? Run { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    private LiveBenchmark? Live => Current.Find(Id);

    private BenchmarkView? Benchmark => Live?.Benchmark ?? (_stored?.Id == Id ? _stored : null);

    private string Link => $"{Navigation.BaseUri}benchmarks/{Id}{(Run is { } run ? $"?run={run}" : "")}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);

        // A benchmark that leaves the board was deleted or pushed out by newer ones; the record knows which.
        var now = (Id, Live is not null);
        if (_loaded != now)
        {
            _loaded = now;
            await LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private static string? Reason(BenchmarkView benchmark) => benchmark.State switch
    {
        BenchmarkState.Queued or BenchmarkState.Running or BenchmarkState.Completed => null,
        BenchmarkState.Interrupted => benchmark.Reason ?? "OptaOps was stopped while it ran. The runs that had ended are kept.",
        BenchmarkState.Cancelled => benchmark.Reason ?? "Cancelled. The runs that had ended are kept.",
        _ => benchmark.Reason ?? "It could not go on.",
    };

    private string Subtitle(BenchmarkView benchmark)
    {
        var size = $"{Show.Node(benchmark.Node.Name)}, {BenchmarkWords.Size(benchmark)}, {BenchmarkWords.ColdStart(benchmark)}";
        return (benchmark.StartedAt, benchmark.FinishedAt) switch
        {
            ({ } started, { } finished) => $"{size}, {Moments.Long(Browser, started)} to {Moments.TimeOfDay(Browser, finished)}.",
            ({ } started, null) => $"{size}, since {Moments.TimeOfDay(Browser, started)}.",
            _ => $"{size}, asked for at {Moments.TimeOfDay(Browser, benchmark.CreatedAt)}.",
        };
    }

    private async Task LoadAsync()
    {
        try
        {
            _stored = await Archive.FindAsync(Id, _leaving.Token);
            (_looked, _failure) = (true, null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return;
        }
        catch (System.Data.Common.DbException error)
        {
            _failure = $"The database did not answer: {error.Message}";
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        var benchmark = Benchmark!;
        var left = benchmark.Progress.Total - benchmark.Progress.Done;
        if (await AskDialog.AskAsync(
            Dialogs,
            $"Cancel benchmark {Id}?",
            [$"The connection is closed within a second. {Show.Plural(benchmark.Progress.Done, "run")} that ended stay in the record, {Show.Whole(left)} will not be measured."],
            "Cancel it",
            "Let it run",
            dangerous: true))
        {
            await CarryOutAsync(Queue.CancelAsync(Id, _leaving.Token));
        }
    }

    private async Task DeleteAsync()
    {
        var runs = Show.Plural(Benchmark!.Progress.Done, "run");
        if (await AskDialog.AskAsync(
            Dialogs, $"Delete benchmark {Id}?", [$"Its {runs} and their timelines leave the record and the history. This cannot be undone."], "Delete it", dangerous: true)
            && await CarryOutAsync(Queue.DeleteAsync(Id, _leaving.Token)) is not null)
        {
            Navigation.NavigateTo("/benchmarks");
        }
    }

    private async Task RunAgainAsync()
    {
        var benchmark = Benchmark!;
        var selection = new MatrixSelection(BenchmarkWords.Models(benchmark), BenchmarkWords.Scenarios(benchmark));
        var request = new BenchmarkRequest
        {
            NodeId = benchmark.Node.Id,
            Models = selection.Models,
            Scenarios = selection.Scenarios,
            ColdStart = benchmark.ColdStart,
            Note = benchmark.Note,
        };
        var reloads = await Queue.PlanReloadsAsync(request, _leaving.Token);
        _refusal = reloads.Refusal?.Message;
        if (reloads.Value is not { } plans
            || (Fleet.Value.Find(benchmark.Node.Id)?.At(Time.GetUtcNow()) is { } node
                && !await RunDialog.AskAsync(Dialogs, node, selection, benchmark.Progress.Total, Ahead(node.Id), plans, selection.Loads(Catalog.All))))
        {
            return;
        }

        if (await CarryOutAsync(Queue.StartAsync(request, _leaving.Token)) is { } started)
        {
            Navigation.NavigateTo($"/benchmarks/{started.Id}");
        }
    }

    private int[] Ahead(int nodeId) => [.. Current.Items.Select(item => item.Benchmark)
        .Where(each => each.Node.Id == nodeId && BenchmarkWords.IsActive(each.State)).Select(each => each.Id).Order()];

    private async Task<BenchmarkView?> CarryOutAsync(Task<Core.Outcome<BenchmarkView>> command)
    {
        _busy = true;
        try
        {
            var outcome = await command;
            _refusal = outcome.Refusal?.Message;
            return outcome.Value;
        }
        finally
        {
            _busy = false;
        }
    }
}

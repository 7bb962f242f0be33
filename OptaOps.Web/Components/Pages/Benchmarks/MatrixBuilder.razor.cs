using Microsoft.AspNetCore.Components;
using MudBlazor;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public sealed partial class MatrixBuilder
{
    private readonly CancellationTokenSource _leaving = new();
    private MatrixSelection? _selection;
    private CellEstimates _estimates = CellEstimates.None;
    private int? _estimatedFor;
    private string? _note;
    private string? _refusal;
    private bool _starting;
    private ColdStart _coldStart;

    [Inject]
    public required ScenarioCatalog Catalog { get; init; }

    [Inject]
    public required BenchmarkQueue Queue { get; init; }

    [Inject]
    public required BenchmarkArchive Archive { get; init; }

    [Inject]
    public required Latest<BenchmarkBoard> Benchmarks { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>From the address; null picks the first node that has something to measure.</summary>
    [Parameter]
    public int? NodeId { get; set; }

    private IReadOnlyList<NodeView> Nodes => Current.At(Time.GetUtcNow());

    private NodeView? Chosen => Nodes.FirstOrDefault(node => node.Id == NodeId)
        ?? Nodes.FirstOrDefault(node => node.Models is { Count: > 0 })
        ?? (Nodes.Count > 0 ? Nodes[0] : null);

    /// <summary>Each id once, whatever the node lists.</summary>
    private IReadOnlyList<NodeModel> Loaded => [.. (Chosen?.Models ?? []).DistinctBy(model => model.Id)];

    private bool Reloads => _coldStart == ColdStart.Reload && Chosen?.Can.Load == true;

    private IReadOnlyList<ScenarioView> Scenarios => Catalog.All;

    /// <summary>Untouched, the form offers what is on by default.</summary>
    private MatrixSelection Selection => (_selection ?? MatrixSelection.Default(Loaded.Select(model => model.Id), Scenarios))
        .Within(Loaded.Select(model => model.Id), Scenarios.Select(scenario => scenario.Name));

    private string Size => $"{Selection.Models.Count * Selection.Scenarios.Count} of {Show.Plural(Loaded.Count * Scenarios.Count, "cell")}, "
        + Show.Plural(Selection.Runs(Scenarios, Reloads), "run");

    private int[] Ahead => [.. Benchmarks.Value.Items.Select(item => item.Benchmark)
        .Where(benchmark => benchmark.Node.Id == Chosen?.Id && BenchmarkWords.IsActive(benchmark.State)).Select(benchmark => benchmark.Id).Order()];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (Chosen is { } node && node.Id != _estimatedFor)
        {
            _estimatedFor = node.Id;
            _estimates = new CellEstimates(await Archive.ListAsync(new BenchmarkFilter(node.Id), _leaving.Token));
            StateHasChanged();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private void ChooseNode(ChangeEventArgs change)
    {
        (_selection, _refusal) = (null, null);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("node", change.Value?.ToString()));
    }

    private void Seed() => _selection = MatrixSelection.Seed(Loaded.Select(model => model.Id), Scenarios);

    private async Task StartAsync()
    {
        var (node, selection) = (Chosen!, Selection);
        var request = new BenchmarkRequest
        {
            NodeId = node.Id,
            Models = selection.Models,
            Scenarios = selection.Scenarios,
            ColdStart = Reloads ? ColdStart.Reload : ColdStart.AsFound,
            Note = _note,
        };
        (_starting, _refusal) = (true, null);
        try
        {
            var reloads = await Queue.PlanReloadsAsync(request, _leaving.Token);
            _refusal = reloads.Refusal?.Message;
            if (reloads.Value is not { } plans
                || !await RunDialog.AskAsync(Dialogs, node, selection, selection.Runs(Scenarios, plans.Length > 0), Ahead, plans, selection.Loads(Scenarios)))
            {
                return;
            }

            var outcome = await Queue.StartAsync(request, _leaving.Token);
            _refusal = outcome.Refusal?.Message;
            if (outcome.Value is { } started)
            {
                Navigation.NavigateTo($"/benchmarks/{started.Id}");
            }
        }
        finally
        {
            _starting = false;
        }
    }
}

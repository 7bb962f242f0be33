using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

public sealed partial class BenchmarkList
{
    private const int PageSize = 50;
    private const int ScanSize = 200;
    private const int MostScans = 10;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<BenchmarkView>? _stored;
    private (string? Text, int? Before, string Board)? _loaded;
    private int? _total;
    private int? _older;
    private string? _failure;

    [Inject]
    public required BenchmarkArchive Archive { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public int? Before { get; set; }

    /// <summary>The record, with what is queued or running as the board has it.</summary>
    private IReadOnlyList<BenchmarkView> Rows => [.. (_stored ?? [])
        .Select(stored => Current.Find(stored.Id)?.Benchmark ?? stored)
        .OrderByDescending(benchmark => benchmark.Id)];

    /// <summary>Changes when a benchmark was added, ended or deleted, by whichever browser.</summary>
    private string BoardKey => string.Join(' ', Current.Items.Select(item => $"{item.Benchmark.Id}{item.Benchmark.State}"));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (_loaded != (Text, Before, BoardKey))
        {
            await LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task LoadAsync()
    {
        _loaded = (Text, Before, BoardKey);
        try
        {
            (_stored, _older) = string.IsNullOrWhiteSpace(Text) ? await PageAsync() : await FindAsync(Text.Trim());
            _total = await Archive.CountAsync(_leaving.Token);
            _failure = null;
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

    private async Task<(IReadOnlyList<BenchmarkView> Page, int? Older)> PageAsync()
    {
        var found = await Archive.ListAsync(new BenchmarkFilter(Before: Before, Limit: PageSize + 1), _leaving.Token);
        return found.Count > PageSize ? ([.. found.Take(PageSize)], found[PageSize - 1].Id) : (found, null);
    }

    private async Task<(IReadOnlyList<BenchmarkView> Page, int? Older)> FindAsync(string text)
    {
        List<BenchmarkView> found = [];
        var before = Before;
        for (var scan = 0; scan < MostScans && found.Count < PageSize; scan++)
        {
            var page = await Archive.ListAsync(new BenchmarkFilter(Before: before, Limit: ScanSize), _leaving.Token);
            found.AddRange(page.Where(benchmark => Matches(benchmark, text)));
            if (page.Count < ScanSize)
            {
                return ([.. found], null);
            }

            before = page[^1].Id;
        }

        return ([.. found], before);
    }

    private static bool Matches(BenchmarkView benchmark, string text) =>
        benchmark.Cells.SelectMany(cell => (string[])[cell.Model, cell.Scenario]).Append(benchmark.Node.Name).Append(benchmark.Note ?? "")
            .Any(each => each.Contains(text, StringComparison.OrdinalIgnoreCase));

    private void Filter(ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(change.Value as string) ? null : change.Value,
        ["before"] = null,
    }));
}

using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

public sealed partial class FleetPage
{
    private const int CardsAtMost = 12;
    private const int ChipsAbove = 3;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Latest<BenchmarkBoard> Benchmarks { get; init; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? States { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "dir")]
    public string? Direction { get; set; }

    [SupplyParameterFromQuery(Name = "first")]
    public string? First { get; set; }

    private FleetChoice Choice => FleetChoice.Of(Text, States, Sort, Direction, First);

    private string Summary(IReadOnlyList<NodeView> all)
    {
        var states = all.GroupBy(node => node.State).Select(group => $"{group.Count()} {StateLook.Word(group.Key).ToLowerInvariant()}");
        var running = Benchmarks.Value.Items.Count(item => item.Benchmark.State == BenchmarkState.Running);
        var nodes = all.Count == 1 ? "1 node" : $"{all.Count} nodes";
        return $"{nodes}{(all.Count > 0 ? ": " : "")}{string.Join(", ", states)}.{(running > 0 ? $" {running} benchmark{(running > 1 ? "s" : "")} running." : "")}";
    }

    private void Find(ChangeEventArgs change) => Go("q", change.Value?.ToString());

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value), replace: true);

    private void ShowAll() =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = null, ["state"] = null }), replace: true);
}

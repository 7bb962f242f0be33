using Microsoft.AspNetCore.Components;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Web.Components.Shared;

namespace OptaOps.Web.Components.Pages.Fleet;

public sealed partial class FleetPage
{
    private const int CardsAtMost = 12;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Latest<BenchmarkBoard> Benchmarks { get; init; }

    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    private IReadOnlyList<NodeView> Nodes => Current.At(Time.GetUtcNow());

    private IReadOnlyList<NodeView> Found => [.. Nodes.Where(IsFound)];

    private bool IsTable => View == "table" || (View != "cards" && Nodes.Count > CardsAtMost);

    private string Summary
    {
        get
        {
            var states = Nodes.GroupBy(node => node.State).Select(group => $"{group.Count()} {StateLook.Word(group.Key).ToLowerInvariant()}");
            var running = Benchmarks.Value.Items.Count(item => item.Benchmark.State == BenchmarkState.Running);
            var nodes = Nodes.Count == 1 ? "1 node" : $"{Nodes.Count} nodes";
            return $"{nodes}{(Nodes.Count > 0 ? ": " : "")}{string.Join(", ", states)}.{(running > 0 ? $" {running} benchmark{(running > 1 ? "s" : "")} running." : "")}";
        }
    }

    private bool IsFound(NodeView node) => string.IsNullOrWhiteSpace(Text)
        || new[] { node.Name, node.Address, StateLook.Word(node.State) }.Concat((node.Models ?? []).Select(model => model.Id))
            .Any(word => word.Contains(Text.Trim(), StringComparison.OrdinalIgnoreCase));

    private void Find(ChangeEventArgs change) => Go("q", change.Value?.ToString());

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value), replace: true);
}

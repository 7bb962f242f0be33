using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>How long a run of a cell took the last time it was measured on the node.</summary>
public sealed class CellEstimates
{
    private readonly Dictionary<(string Model, string Scenario, string Version), double> _totalMs = [];

    public static CellEstimates None { get; } = new([]);

    /// <param name="newestFirst">Benchmarks of one node.</param>
    public CellEstimates(IEnumerable<BenchmarkView> newestFirst)
    {
        foreach (var cell in newestFirst.SelectMany(benchmark => benchmark.Cells))
        {
            if (cell.Summary?.AvgTotalMs is { } total)
            {
                _totalMs.TryAdd((cell.Model, cell.Scenario, cell.ScenarioVersion), total);
            }
        }
    }

    /// <summary>Time for all runs of the cell; null when it was never measured here.</summary>
    public TimeSpan? For(string model, ScenarioView scenario) =>
        _totalMs.TryGetValue((model, scenario.Name, scenario.Version), out var total) ? TimeSpan.FromMilliseconds(total * scenario.Repeats) : null;

    /// <summary>Null as soon as one cell was never measured: half a sum would be a wrong promise.</summary>
    public TimeSpan? For(MatrixSelection selection, IReadOnlyList<ScenarioView> scenarios)
    {
        var total = TimeSpan.Zero;
        foreach (var model in selection.Models)
        {
            foreach (var scenario in scenarios.Where(each => selection.Scenarios.Contains(each.Name)))
            {
                if (For(model, scenario) is not { } time)
                {
                    return null;
                }

                total += time;
            }
        }

        return selection.IsEmpty ? null : total;
    }
}

namespace OptaOps.Core.Benchmarks;

/// <summary>One planned run.</summary>
/// <param name="CellIndex">Position of its cell in the matrix, models outer, scenarios inner.</param>
/// <param name="Round">Which repeat of the cell, from 1.</param>
internal sealed record PlannedRun(int CellIndex, int Round);

/// <summary>
/// The order of runs (design §4): models in the listed order; per model run 1 of the first scenario first, since it is the one that may be
/// cold; then round by round, shuffled within each round by the stored seed, so that every scenario is spread evenly over time.
/// </summary>
internal static class RunSchedule
{
    /// <param name="models">Number of models.</param>
    /// <param name="repeats">Repeats of each scenario, in the listed order.</param>
    public static IReadOnlyList<PlannedRun> Plan(int models, IReadOnlyList<int> repeats, int seed)
    {
        var shuffle = new SeededShuffle(seed);
        var plan = new List<PlannedRun>();
        for (var model = 0; model < models; model++)
        {
            var firstCell = model * repeats.Count;
            plan.Add(new(firstCell, 1));
            for (var round = 1; round <= repeats.Max(); round++)
            {
                var runs = Enumerable.Range(0, repeats.Count)
                    .Where(scenario => repeats[scenario] >= round && !(round == 1 && scenario == 0))
                    .Select(scenario => new PlannedRun(firstCell + scenario, round))
                    .ToArray();
                shuffle.Apply(runs);
                plan.AddRange(runs);
            }
        }

        return plan;
    }
}

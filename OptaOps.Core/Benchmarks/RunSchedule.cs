namespace OptaOps.Core.Benchmarks;

/// <summary>One planned round: one run, or as many at once as its scenario has streams.</summary>
/// <param name="CellIndex">Position of its cell in the matrix, models outer, scenarios inner.</param>
/// <param name="Round">Which repeat of the cell, from 1.</param>
/// <param name="AfterLoad">The model is unloaded and loaded again just before.</param>
internal sealed record PlannedRound(int CellIndex, int Round, bool AfterLoad = false);

/// <summary>Rounds and streams of one scenario of the matrix, and how many of its first rounds follow a load of their own.</summary>
internal readonly record struct PlannedScenario(int Repeats, int Concurrency, int ColdLoads = 0);

/// <summary>
/// The order of runs (design §4): models in the listed order; per model the first run of the first listed scenario first, since it is the one
/// that may be cold, and when models are reloaded the rounds that follow a load; then the concurrent cells, before long answers shrink the node's adaptive limit; then round by round, shuffled within each
/// round by the stored seed, so that every scenario is spread evenly over time.
/// </summary>
internal static class RunSchedule
{
    /// <param name="models">Number of models.</param>
    /// <param name="scenarios">In the listed order.</param>
    public static IReadOnlyList<PlannedRound> Plan(int models, IReadOnlyList<PlannedScenario> scenarios, int seed)
    {
        var shuffle = new SeededShuffle(seed);
        var plan = new List<PlannedRound>();
        for (var model = 0; model < models; model++)
        {
            var cell = model * scenarios.Count;
            var first = First(scenarios);
            var loads = scenarios[first].ColdLoads;
            plan.AddRange(Enumerable.Range(1, Math.Max(1, loads)).Select(round => new PlannedRound(cell + first, round, loads > 0)));
            bool IsLater(PlannedRound each) => each.CellIndex != cell + first || each.Round > Math.Max(1, loads);
            plan.AddRange(Rounds(scenarios, each => each.Concurrency > 1).Select(each => each with { CellIndex = cell + each.CellIndex }).Where(IsLater));
            foreach (var round in Rounds(scenarios, each => each.Concurrency == 1).GroupBy(each => each.Round).OrderBy(group => group.Key))
            {
                var runs = round.Select(each => each with { CellIndex = cell + each.CellIndex }).Where(IsLater).ToArray();
                shuffle.Apply(runs);
                plan.AddRange(runs);
            }
        }

        return plan;
    }

    /// <summary>The first listed scenario of one stream, which has the cold runs: several at once are no clean cold run.</summary>
    public static int First(IReadOnlyList<PlannedScenario> scenarios) =>
        Enumerable.Range(0, scenarios.Count).Where(i => scenarios[i].Concurrency == 1).DefaultIfEmpty(0).First();

    private static IEnumerable<PlannedRound> Rounds(IReadOnlyList<PlannedScenario> scenarios, Func<PlannedScenario, bool> wanted) => Enumerable
        .Range(0, scenarios.Count)
        .Where(i => wanted(scenarios[i]))
        .SelectMany(i => Enumerable.Range(1, scenarios[i].Repeats).Select(round => new PlannedRound(i, round)));
}

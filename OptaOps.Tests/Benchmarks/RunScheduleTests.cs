using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class RunScheduleTests
{
    [Fact]
    public void The_first_run_of_each_model_is_the_first_scenarios_first()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var plan = RunSchedule.Plan(2, Single(3, 3, 2), seed);

            Assert.Equal(new PlannedRound(0, 1), plan[0]);
            Assert.Equal(new PlannedRound(3, 1), plan[8]);
        }
    }

    [Fact]
    public void Every_planned_round_is_there_once_and_models_follow_each_other()
    {
        var plan = RunSchedule.Plan(3, [new(3, 1), new(1, 4), new(2, 1)], 7);

        Assert.Equal(18, plan.Distinct().Count());
        Assert.Equal(plan.Select(run => run.CellIndex / 3), plan.Select(run => run.CellIndex / 3).Order());
    }

    [Fact]
    public void Rounds_are_balanced()
    {
        var plan = RunSchedule.Plan(1, Single(3, 3, 2), 99);

        Assert.Equal(plan.Select(run => run.Round), plan.Select(run => run.Round).Order());
    }

    [Fact]
    public void Concurrent_cells_come_right_after_the_cold_run()
    {
        var plan = RunSchedule.Plan(1, [new(2, 1), new(2, 4), new(3, 1), new(1, 8)], 5);

        Assert.Equal([new(0, 1), new(1, 1), new(1, 2), new(3, 1)], plan.Take(4));
        Assert.DoesNotContain(plan.Skip(4), each => each.CellIndex is 1 or 3);
    }

    [Fact]
    public void Several_streams_at_once_are_no_cold_run_unless_there_is_nothing_else()
    {
        Assert.Equal(new PlannedRound(1, 1), RunSchedule.Plan(1, [new(2, 4), new(2, 1)], 5)[0]);
        Assert.Equal([new PlannedRound(0, 1), new PlannedRound(0, 2)], RunSchedule.Plan(1, [new(2, 4)], 5));
    }

    [Fact]
    public void Rounds_that_follow_a_load_come_first_and_one_after_the_other_and_once()
    {
        var plan = RunSchedule.Plan(2, [new(2, 4), new(5, 1, 3), new(2, 1)], 5);

        Assert.Equal([new(1, 1, true), new(1, 2, true), new(1, 3, true)], plan.Take(3));
        Assert.Equal(6, plan.Count(each => each.AfterLoad));
        Assert.Equal(18, plan.Select(each => (each.CellIndex, each.Round)).Distinct().Count());
        Assert.Equal(18, plan.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_order_and_seeds_differ()
    {
        Assert.Equal(RunSchedule.Plan(1, Single(5, 5, 5), 7431), RunSchedule.Plan(1, Single(5, 5, 5), 7431));
        Assert.True(Enumerable.Range(1, 20).Select(seed => string.Join(' ', RunSchedule.Plan(1, Single(5, 5, 5), seed))).Distinct().Count() > 10);
    }

    private static PlannedScenario[] Single(params int[] repeats) => [.. repeats.Select(each => new PlannedScenario(each, 1))];
}

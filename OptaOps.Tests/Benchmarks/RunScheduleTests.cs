using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class RunScheduleTests
{
    [Fact]
    public void The_first_run_of_each_model_is_the_first_scenarios_first()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var plan = RunSchedule.Plan(2, [3, 3, 2], seed);

            Assert.Equal(new PlannedRun(0, 1), plan[0]);
            Assert.Equal(new PlannedRun(3, 1), plan[8]);
        }
    }

    [Fact]
    public void Every_planned_run_is_there_once_and_models_follow_each_other()
    {
        var plan = RunSchedule.Plan(3, [3, 1, 2], 7);

        Assert.Equal(18, plan.Distinct().Count());
        Assert.Equal(plan.Select(run => run.CellIndex / 3), plan.Select(run => run.CellIndex / 3).Order());
    }

    [Fact]
    public void Rounds_are_balanced()
    {
        var plan = RunSchedule.Plan(1, [3, 3, 2], 99);

        Assert.Equal(plan.Select(run => run.Round), plan.Select(run => run.Round).Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_order_and_seeds_differ()
    {
        Assert.Equal(RunSchedule.Plan(1, [5, 5, 5], 7431), RunSchedule.Plan(1, [5, 5, 5], 7431));
        Assert.True(Enumerable.Range(1, 20).Select(seed => string.Join(' ', RunSchedule.Plan(1, [5, 5, 5], seed))).Distinct().Count() > 10);
    }
}

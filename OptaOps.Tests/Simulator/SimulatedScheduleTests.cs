using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class SimulatedScheduleTests
{
    private static readonly PromptWarmth[] FirstMatrixRuns = [PromptWarmth.FirstAfterLoad, PromptWarmth.CachedPrompt, PromptWarmth.CachedPrompt];
    private static readonly PromptWarmth[] LaterCell = [PromptWarmth.NewPrompt, PromptWarmth.CachedPrompt, PromptWarmth.CachedPrompt];

    public static TheoryData<string, int, PromptWarmth[], double, double, double> SeedReport => new()
    {
        { "short_64", 64, FirstMatrixRuns, 30.59, 1041.34, 2625.51 },
        { "medium_256", 256, LaterCell, 38.25, 129.29, 6697.74 },
        { "long_512", 512, LaterCell[..2], 39.38, 157.38, 13003.13 },
    };

    [Theory]
    [MemberData(nameof(SeedReport))]
    public void The_first_matrix_after_a_load_is_planned_within_two_percent_of_the_seed_report(
        string scenario, int tokens, PromptWarmth[] runs, double tokensPerSecond, double timeToFirstToken, double total)
    {
        var plans = runs.Select(warmth => SimulatedSchedule.Plan(SimulatedTiming.SeedReport, warmth, tokens)).ToArray();

        AssertWithin(2, tokensPerSecond, plans.Average(plan => tokens / plan[^1] * 1000), scenario);
        AssertWithin(2, timeToFirstToken, plans.Average(plan => plan[0]), scenario);
        AssertWithin(2, total, plans.Average(plan => plan[^1]), scenario);
    }

    [Fact]
    public void Tokens_follow_the_first_in_even_gaps() =>
        Assert.Equal([66, 91.3, 116.6], SimulatedSchedule.Plan(SimulatedTiming.SeedReport, PromptWarmth.CachedPrompt, 3));

    [Fact]
    public void Speed_divides_every_time() =>
        Assert.Equal([299.2, 301.73], SimulatedSchedule.Plan(SimulatedTiming.SeedReport, PromptWarmth.FirstAfterLoad, 2, speed: 10));

    [Fact]
    public void No_tokens_need_no_time() => Assert.Empty(SimulatedSchedule.Plan(SimulatedTiming.SeedReport, PromptWarmth.NewPrompt, 0));

    [Theory]
    [InlineData(PromptWarmth.NewPrompt, 256, 252)]
    [InlineData(PromptWarmth.NewPrompt, 257, 253.1)]
    [InlineData(PromptWarmth.NewPrompt, 9256, 10252)]
    [InlineData(PromptWarmth.FirstAfterLoad, 9256, 12992)]
    [InlineData(PromptWarmth.CachedPrompt, 9256, 66)]
    public void A_long_prompt_is_read_at_nine_hundred_tokens_a_second_unless_it_is_cached(PromptWarmth warmth, int promptTokens, double first) =>
        Assert.Equal(first, SimulatedSchedule.Plan(SimulatedTiming.SeedReport, warmth, 1, promptTokens: promptTokens)[0], 1);

    [Fact]
    public void Without_a_rate_a_long_prompt_costs_nothing() =>
        Assert.Equal(20, SimulatedSchedule.Plan(SimulatedTiming.FromMilliseconds(10, 20, 30, 1), PromptWarmth.NewPrompt, 1, promptTokens: 100_000)[0]);

    private static void AssertWithin(double percent, double reported, double planned, string scenario) => Assert.True(
        Math.Abs(planned / reported - 1) * 100 <= percent, $"{scenario}: {planned:0.00} is planned for a reported {reported:0.00}");
}

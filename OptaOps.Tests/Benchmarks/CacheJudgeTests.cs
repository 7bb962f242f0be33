using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class CacheJudgeTests
{
    [Theory]
    [InlineData(1580, 1590, 66, CacheVerdict.Seen)]
    [InlineData(1580, 1590, 1585, CacheVerdict.NotSeen)]
    [InlineData(1580, 1590, 1700, CacheVerdict.NotSeen)]
    [InlineData(1580, 1590, 1100, CacheVerdict.NotProvable)]
    [InlineData(1580, 3200, 66, CacheVerdict.NotProvable)]
    public void Two_new_prompts_that_agree_and_the_first_one_again_tell(double first, double other, double again, CacheVerdict expected)
    {
        var (verdict, reason) = CacheJudge.Judge(first, other, again);

        Assert.Equal(expected, verdict);
        Assert.Contains("ms for the first one again", reason, StringComparison.Ordinal);
    }
}

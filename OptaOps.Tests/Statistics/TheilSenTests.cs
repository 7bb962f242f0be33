using OptaOps.Core.Statistics;

namespace OptaOps.Tests.Statistics;

public sealed class TheilSenTests
{
    [Fact]
    public void A_third_of_odd_points_does_not_bend_a_line_and_its_interval_holds_it()
    {
        var slope = TheilSen.Slope([.. Enumerable.Range(0, 30).Select(x => ((double)x, x % 4 == 0 ? 900.0 : (3.0 * x) + 7))])!.Value;

        Assert.Equal(3, slope.Median, 6);
        Assert.True(slope.Low <= 3 && slope.High >= 3);
    }

    [Fact]
    public void Points_at_one_place_have_no_slope() => Assert.Null(TheilSen.Slope([(1, 1), (1, 2)]));
}

using OptaOps.Core.Statistics;

namespace OptaOps.Tests.Statistics;

public sealed class DistributionTests
{
    [Fact]
    public void No_values_have_no_distribution() => Assert.Null(Distribution.Of([]));

    [Fact]
    public void One_value_has_a_mean_and_no_spread()
    {
        var one = Distribution.Of([2992])!;

        Assert.Equal((1, 2992, 2992), (one.N, one.Mean, one.Median));
        Assert.Null(one.StandardDeviation);
        Assert.Null(one.HalfWidth95);
        Assert.Null(one.SmallestShownChange);
    }

    [Fact]
    public void The_interval_of_three_values_is_2_48_standard_deviations_to_each_side()
    {
        var three = Distribution.Of([38, 39, 40])!;

        Assert.Equal(1, three.StandardDeviation!.Value, 9);
        Assert.Equal(2.48, three.HalfWidth95!.Value, 2);
    }

    [Theory]
    [InlineData(2, 0.113)]
    [InlineData(3, 0.061)]
    [InlineData(5, 0.040)]
    [InlineData(8, 0.030)]
    [InlineData(10, 0.026)]
    public void The_smallest_change_at_a_spread_of_two_percent_matches_the_simulated_table(int n, double expected) =>
        Assert.Equal(expected, Power.SmallestChange(n, 0.02)!.Value, 0.0015);

    [Fact]
    public void Percentiles_need_their_number_of_values()
    {
        double[] Values(int n) => [.. Enumerable.Range(1, n).Select(i => (double)i)];

        Assert.Null(Distribution.Of(Values(63))!.P90);
        Assert.Equal(58, Distribution.Of(Values(64))!.P90);
        Assert.Null(Distribution.Of(Values(661))!.P99);
        Assert.Equal(656, Distribution.Of(Values(662))!.P99);
    }

    [Fact]
    public void Outliers_are_labelled_and_none_below_four_values()
    {
        Assert.Equal([false, false, false, false, true], Quartiles.Outliers([10, 11, 10.5, 10.2, 30]));
        Assert.Equal([false, false, false], Quartiles.Outliers([1, 1, 900]));
    }
}

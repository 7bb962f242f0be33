using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class RoundTotalTests
{
    [Fact]
    public void All_streams_tokens_over_the_rounds_time_stand_in_every_run()
    {
        var round = Round();

        RoundTotal.Fill(round);

        Assert.All(round, run => Assert.Equal(128 / 2.1, run.RoundTokPerSec!.Value, 9));
    }

    [Theory]
    [InlineData(RunFlag.Throttled)]
    [InlineData(RunFlag.ForeignTraffic)]
    [InlineData(RunFlag.StoppedEarly)]
    public void A_flagged_round_has_no_total(RunFlag flag)
    {
        var round = Round();
        round[1].Flags = [flag];

        RoundTotal.Fill(round);

        Assert.All(round, run => Assert.Null(run.RoundTokPerSec));
    }

    [Fact]
    public void One_stream_is_no_round() => Assert.Null(Fill([Round()[0]]));

    [Fact]
    public void Waiting_requests_a_shrunken_limit_and_more_streams_than_slots_throttle()
    {
        var calm = new NodePressure(0, "memory");

        Assert.False(NodePressure.Throttled(calm, calm, 4, 4));
        Assert.True(NodePressure.Throttled(calm, calm, 8, 4));
        Assert.True(NodePressure.Throttled(calm, calm with { Queued = 1 }, 4, 4));
        Assert.True(NodePressure.Throttled(calm, calm with { AdaptiveReason = "latency_high" }, 4, 4));
        Assert.False(NodePressure.Throttled(null, null, 4, null));
    }

    private static double? Fill(RunRow[] round)
    {
        RoundTotal.Fill(round);
        return round[0].RoundTokPerSec;
    }

    private static RunRow[] Round()
    {
        RunRow[] round = [BenchmarkRows.Run(1, 1, Temperature.Warm, 250, 2000), BenchmarkRows.Run(1, 2, Temperature.Warm, 250, 2000)];
        (round[0].StartOffsetMs, round[1].StartOffsetMs) = (0, 100);
        return round;
    }
}

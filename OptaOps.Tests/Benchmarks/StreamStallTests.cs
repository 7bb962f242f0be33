using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class StreamStallTests
{
    [Fact]
    public void A_gap_of_more_than_five_medians_and_250_ms_is_a_stall() =>
        Assert.Equal([new StreamStall(150, 401)], StreamStall.Of([100, 125, 150, 401, 426, 451, 476]));

    [Fact]
    public void A_gap_of_250_ms_is_none() => Assert.Empty(StreamStall.Of([100, 125, 150, 400, 425, 450]));

    [Fact]
    public void A_slow_model_needs_a_longer_gap() => Assert.Empty(StreamStall.Of([100, 200, 300, 800, 900, 1000]));

    [Fact]
    public void One_piece_has_no_gap()
    {
        Assert.Empty(StreamStall.Of([100]));
        Assert.Null(StreamStall.MedianGapMs([100]));
    }
}

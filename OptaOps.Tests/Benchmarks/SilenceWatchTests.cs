using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class SilenceWatchTests
{
    [Fact]
    public void A_node_is_asked_after_each_ten_seconds_without_text_and_not_before()
    {
        var watch = new SilenceWatch();

        Assert.False(watch.IsDue(9_999, null));
        Assert.True(watch.IsDue(10_000, null));
        Assert.False(watch.IsDue(19_999, null));
        Assert.True(watch.IsDue(20_000, null));
    }

    [Fact]
    public void Text_starts_the_silence_anew()
    {
        var watch = new SilenceWatch();

        Assert.False(watch.IsDue(12_000, 11_900));
        Assert.False(watch.IsDue(21_800, 11_900));
        Assert.True(watch.IsDue(21_900, 11_900));
    }
}

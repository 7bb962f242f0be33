using OptaOps.Core.Loads;

namespace OptaOps.Tests.Loads;

public sealed class MemoryFitTests
{
    private static readonly Occupant Old = new("old", 100, DateTimeOffset.FromUnixTimeSeconds(1));
    private static readonly Occupant New = new("new", 100, DateTimeOffset.FromUnixTimeSeconds(2));

    [Theory]
    [InlineData(118, FitKind.Fits, 0, 118)]
    [InlineData(250, FitKind.Fits, 0, 222.52)]
    [InlineData(300, FitKind.Evicts, 1, 300)]
    [InlineData(355, FitKind.Evicts, 1, 309.47)]
    [InlineData(360, FitKind.Evicts, 2, 360)]
    [InlineData(456, FitKind.TooLarge, 2, 456)]
    public void A_size_fits_or_evicts_the_least_recently_used_or_is_too_large(double needed, FitKind kind, int evicted, double estimate)
    {
        var fit = MemoryFit.Of(512, 204.8, 90, needed, [New, Old]);

        Assert.Equal((kind, 256.0, estimate), (fit.Kind, Math.Round(fit.FreeGb!.Value, 3), Math.Round(fit.EstimateGb!.Value, 2)));
        Assert.Equal(new[] { "old", "new" }.Take(evicted), fit.Evicts);
    }

    [Theory]
    [InlineData(250)]
    [InlineData(355)]
    public void The_estimate_makes_LMX_unload_what_was_planned_and_nothing_more(double needed)
    {
        var fit = MemoryFit.Of(512, 204.8, 90, needed, [New, Old]);

        Assert.True(fit.EstimateGb * 1.15 <= fit.FreeGb + (100 * fit.Evicts.Count));
        Assert.True(fit.Evicts.Count == 0 || fit.EstimateGb * 1.15 > fit.FreeGb + (100 * (fit.Evicts.Count - 1)));
    }

    [Fact]
    public void A_missing_figure_is_unknown()
    {
        Assert.Equal((FitKind.Unknown, null), (MemoryFit.Of(null, 204.8, 90, 1, []).Kind, MemoryFit.Of(512, null, 90, 1, []).FreeGb));
        Assert.Equal(FitKind.Unknown, MemoryFit.Of(512, 204.8, 90, null, []).Kind);
        Assert.Equal(FitKind.Unknown, MemoryFit.Of(512, 204.8, 90, 400, [Old, New with { MemoryGb = null }]).Kind);
        Assert.Equal(0, MemoryFit.Of(512, 500, 90, 1, []).FreeGb);
    }
}

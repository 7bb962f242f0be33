using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class TemperatureTests
{
    private static readonly DateTimeOffset Loaded = new(2026, 2, 23, 13, 41, 20, TimeSpan.Zero);

    [Fact]
    public void No_request_since_the_load_and_only_ours_after_is_cold() =>
        Assert.Equal(Temperature.FirstAfterLoad, TemperatureJudge.Judge(Model(0), Model(1), 1, 5000, false));

    [Fact]
    public void A_foreign_request_in_between_makes_it_unknown() =>
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(Model(0), Model(2), 1, 1, false));

    [Fact]
    public void A_reload_in_between_makes_it_unknown() =>
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(Model(0), Model(1, Loaded.AddSeconds(9)), 1, 1, false));

    [Theory]
    [InlineData(599, false, Temperature.Warm)]
    [InlineData(599, true, Temperature.WarmCached)]
    [InlineData(600, true, Temperature.FirstAfterIdle)]
    public void Idle_time_and_prompt_decide_the_rest(double idle, bool seen, Temperature expected) =>
        Assert.Equal(expected, TemperatureJudge.Judge(Model(4), Model(5), 1, idle, seen));

    [Fact]
    public void Missing_proof_is_unknown()
    {
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(Model(4), Model(5), 1, null, false));
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(Model(4), Model(5), 1, 10, null));
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(Model(null), Model(5), 1, 10, false));
        Assert.Equal(Temperature.Unknown, TemperatureJudge.Judge(null, null, 1, 10, false));
    }

    [Fact]
    public void Without_counters_the_first_run_is_unknown_and_one_soon_after_a_good_one_is_warm()
    {
        Assert.Equal(Temperature.Unknown, TemperatureJudge.JudgeByOwnTraffic(null, false));
        Assert.Equal(Temperature.Warm, TemperatureJudge.JudgeByOwnTraffic(599, false));
        Assert.Equal(Temperature.Unknown, TemperatureJudge.JudgeByOwnTraffic(600, false));
    }

    [Fact]
    public void Alone_means_that_all_counters_grew_by_our_request_exactly()
    {
        Assert.True(AloneProof.Judge(Node(0, Model(3)), Node(0, Model(4)), 1));
        Assert.False(AloneProof.Judge(Node(0, Model(3)), Node(0, Model(5)), 1));
        Assert.False(AloneProof.Judge(Node(1, Model(3)), Node(0, Model(4)), 1));
        Assert.False(AloneProof.Judge(Node(0, Model(3), Model(0) with { Id = "b" }), Node(0, Model(4), Model(1) with { Id = "b" }), 1));
        Assert.False(AloneProof.Judge(Node(0, Model(3)), Node(0), 1));
        Assert.False(AloneProof.Judge(Node(0, Model(3)), Node(0, Model(4)) with { UptimeSeconds = 3 }, 1));
        Assert.Null(AloneProof.Judge(Node(0, Model(null)), Node(0, Model(4)), 1));
        Assert.Null(AloneProof.Judge(null, Node(0, Model(4)), 1));
    }

    private static ModelCounters Model(int? count, DateTimeOffset? loadedAt = null) => new("a", loadedAt ?? Loaded, count, Loaded, 172.43, 196_608, true);

    private static NodeCounters Node(int inFlight, params ModelCounters[] models) => new(models, 100, inFlight, Loaded.AddMinutes(1));
}

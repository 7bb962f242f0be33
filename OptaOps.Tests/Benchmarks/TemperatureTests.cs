using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class TemperatureTests
{
    private static readonly DateTimeOffset Loaded = new(2026, 2, 23, 13, 41, 20, TimeSpan.Zero);
    private static readonly OwnKnowledge Stranger = new(null, null, false, 0, true);

    [Fact]
    public void No_request_since_the_load_and_only_ours_after_is_cold() =>
        Assert.Equal(Temperature.FirstAfterLoad, Judge(Model(0), Model(1), Idle(5000)));

    [Fact]
    public void A_foreign_request_in_between_makes_it_unknown() =>
        Assert.Equal(Temperature.Unknown, Judge(Model(0), Model(2), Idle(1)));

    [Fact]
    public void A_reload_in_between_makes_it_unknown() =>
        Assert.Equal(Temperature.Unknown, Judge(Model(0), Model(1, Loaded.AddSeconds(9)), Idle(1)));

    [Theory]
    [InlineData(598, false, Temperature.Warm)]
    [InlineData(598, true, Temperature.WarmCached)]
    [InlineData(600, true, Temperature.FirstAfterIdle)]
    public void Idle_time_and_prompt_decide_the_rest(double idle, bool seen, Temperature expected) =>
        Assert.Equal(expected, Judge(Model(4), Model(5), Idle(idle), Stranger with { PromptSeen = seen }));

    [Fact]
    public void Missing_proof_is_unknown()
    {
        Assert.Equal(Temperature.Unknown, Judge(Model(4), Model(5), new IdleTime(null, null)));
        Assert.Equal(Temperature.Unknown, Judge(Model(4), Model(5), new IdleTime(599.5, 600.5)));
        Assert.Equal(Temperature.Unknown, Judge(Model(4), Model(5), Idle(10), Stranger with { PromptSeen = null }));
        Assert.Equal(Temperature.Unknown, Judge(Model(null), Model(5), Idle(10)));
        Assert.Equal(Temperature.Unknown, Judge(null, null, Idle(10)));
    }

    [Fact]
    public void Without_counters_the_first_run_is_unknown_and_one_soon_after_a_good_one_of_the_same_load_is_warm()
    {
        var known = Stranger with { SecondsSinceGood = 599 };

        Assert.Equal(Temperature.Unknown, Judge(Model(null), Model(null), default));
        Assert.Equal(Temperature.Warm, Judge(Model(null), Model(null), default, known));
        Assert.Equal(Temperature.Unknown, Judge(Model(null), Model(null), default, known with { SecondsSinceGood = 600 }));
        Assert.Equal(Temperature.Unknown, Judge(Model(null), Model(null), default, known with { SameLoad = false }));
        Assert.Equal(Temperature.Unknown, Judge(Model(null), Model(null, Loaded.AddSeconds(9)), default, known));
    }

    [Fact]
    public void The_nodes_clock_is_told_in_whole_seconds_so_idle_time_has_bounds()
    {
        var before = new NodeCounters([], 100, 0, 4, Loaded.AddSeconds(600), 0);

        Assert.Equal(new IdleTime(600.25, 601.25), IdleTime.Of(before, Model(4), 0.25, null, null));
        Assert.Equal(new IdleTime(30, 30), IdleTime.Of(before, Model(4), 0.25, 30, null));
        Assert.Equal(new IdleTime(12, 601.25), IdleTime.Of(before, Model(4), 0.25, null, 12));
        Assert.Equal(new IdleTime(null, 30), IdleTime.Of(before with { NodeTime = null }, Model(4), 0.25, 30, null));
    }

    [Fact]
    public void Alone_means_that_all_counters_grew_by_our_request_exactly()
    {
        Assert.True(Alone(Node(0, Model(3)), Node(0, Model(4))));
        Assert.False(Alone(Node(0, Model(3)), Node(0, Model(5))));
        Assert.False(Alone(Node(1, Model(3)), Node(0, Model(4))));
        Assert.False(Alone(Node(0, Model(3), Model(0) with { Id = "b" }), Node(0, Model(4), Model(1) with { Id = "b" })));
        Assert.False(Alone(Node(0, Model(3)), Node(0)));
        Assert.False(Alone(Node(0, Model(3)), Node(0, Model(4)) with { UptimeSeconds = 3 }));
        Assert.Null(Alone(Node(0, Model(null)), Node(0, Model(4))));
        Assert.Null(Alone(null, Node(0, Model(4))));
    }

    [Fact]
    public void A_request_that_may_not_have_been_counted_proves_nothing_when_the_counter_grew()
    {
        var refused = OwnRequests.Of([StreamTiming.Failed(FailureCode.ServerBusy, "")]);

        Assert.Equal(new OwnRequests(0, 1), refused);
        Assert.True(refused.Explain(0));
        Assert.Null(refused.Explain(1));
        Assert.False(refused.Explain(2));
        Assert.Equal(new OwnRequests(0, 0), OwnRequests.Of([StreamTiming.Failed(FailureCode.ConnectFailed, "")]));
        Assert.Equal(new OwnRequests(1, 1), OwnRequests.Of([StreamTiming.Failed(FailureCode.EngineError, "") with { TtfrMs = 3 }]));
    }

    private static Temperature Judge(ModelCounters? before, ModelCounters? after, IdleTime idle, OwnKnowledge? own = null) =>
        TemperatureJudge.Judge(before, after, new(1, 1), idle, own ?? Stranger);

    private static bool? Alone(NodeCounters? before, NodeCounters? after) => AloneProof.Judge(before, after, new(1, 1));

    private static IdleTime Idle(double seconds) => new(seconds, seconds + 1);

    private static ModelCounters Model(int? count, DateTimeOffset? loadedAt = null) => new("a", loadedAt ?? Loaded, count, Loaded, 172.43, 196_608, true);

    private static NodeCounters Node(int inFlight, params ModelCounters[] models) => new(models, 100, inFlight, 4, Loaded.AddMinutes(1), 0);
}

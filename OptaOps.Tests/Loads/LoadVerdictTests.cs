using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;
using OptaOps.Core.Loads;

namespace OptaOps.Tests.Loads;

public sealed class LoadVerdictTests
{
    private static readonly DateTimeOffset Asked = DateTimeOffset.FromUnixTimeSeconds(1771850000);
    private static readonly DateTimeOffset Lost = Asked.AddMinutes(1);

    [Fact]
    public void What_was_read_before_the_answer_was_lost_proves_nothing()
    {
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(30), Read(Lost, Model(Asked.AddSeconds(30)))));
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(30), Read(Lost.AddMinutes(29), null)));
    }

    [Fact]
    public void A_model_on_trial_is_not_loaded_yet()
    {
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(9), Read(Lost.AddMinutes(9), Model(Lost, "canary_pending"))));
        Assert.Equal("loaded", Judge(LoadKind.Load, Lost.AddMinutes(9), Read(Lost.AddMinutes(9), Model(Lost)))!.Outcome);
    }

    [Fact]
    public void A_node_that_answers_without_the_model_is_given_five_minutes_or_twice_the_usual_time()
    {
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(4), Read(Lost.AddMinutes(4))));
        Assert.Equal("notLoaded", Judge(LoadKind.Load, Lost.AddMinutes(5), Read(Lost.AddMinutes(5)))!.Outcome);
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(9), Read(Lost.AddMinutes(9)), usual: TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void Without_any_list_it_is_still_unknown_after_two_hours()
    {
        Assert.Null(Judge(LoadKind.Load, Lost.AddMinutes(119), Read(Asked)));
        var end = Judge(LoadKind.Load, Lost.AddHours(2), Read(Asked))!;
        Assert.Equal((LoadState.Unknown, "stillUnknown"), (end.State, end.Outcome));
        Assert.Equal("stillUnknown", LoadVerdict.Judge(Attempt(LoadKind.Load, null, null), LoadKind.Load, Lost, null, Lost)!.Outcome);
    }

    [Fact]
    public void An_unload_is_settled_when_the_same_load_is_gone_or_stays_for_a_minute()
    {
        var before = Asked.AddHours(-1);
        Assert.Equal("unloaded", Judge(LoadKind.Unload, Lost.AddSeconds(1), Read(Lost.AddSeconds(1)), before)!.Outcome);
        Assert.Equal("unloaded", Judge(LoadKind.Unload, Lost.AddSeconds(1), Read(Lost.AddSeconds(1), Model(Lost)), before)!.Outcome);
        Assert.Null(Judge(LoadKind.Unload, Lost.AddSeconds(59), Read(Lost.AddSeconds(59), Model(before)), before));
        Assert.Equal("stillLoaded", Judge(LoadKind.Unload, Lost.AddMinutes(1), Read(Lost.AddMinutes(1), Model(before)), before)!.Outcome);
    }

    [Fact]
    public void An_unload_whose_answer_was_lost_may_still_wait_on_the_node_for_five_minutes()
    {
        var before = Asked.AddHours(-1);
        var attempt = Attempt(LoadKind.Unload, before, null);
        attempt.LostAt = Lost;
        Assert.Null(LoadVerdict.Judge(attempt, LoadKind.Unload, Lost, Read(Lost.AddMinutes(4), Model(before)), Lost.AddMinutes(4)));
        Assert.Equal("stillLoaded", LoadVerdict.Judge(attempt, LoadKind.Unload, Lost, Read(Lost.AddMinutes(5), Model(before)), Lost.AddMinutes(5))!.Outcome);
    }

    [Fact]
    public void A_reload_is_done_only_by_another_load_of_the_model()
    {
        var before = Asked.AddHours(-1);
        Assert.Equal("loaded", Judge(LoadKind.Load, Lost.AddSeconds(1), Read(Lost.AddSeconds(1), Model(Lost)), before)!.Outcome);
        Assert.Equal("notReloaded", Judge(LoadKind.Load, Lost.AddMinutes(2), Read(Lost.AddMinutes(2), Model(before)), before)!.Outcome);
    }

    private static LoadEnd? Judge(LoadKind kind, DateTimeOffset now, NodeSnapshot node, DateTimeOffset? before = null, TimeSpan? usual = null) =>
        LoadVerdict.Judge(Attempt(kind, before, usual), kind, Lost, node, now);

    private static LoadAttemptRow Attempt(LoadKind kind, DateTimeOffset? before, TimeSpan? usual) => new()
    {
        NodeId = 1,
        ModelId = "a",
        Kind = kind,
        State = LoadState.Unknown,
        Sentence = "",
        AskedAt = Asked,
        LoadedBefore = before,
        UsualMs = usual?.TotalMilliseconds,
    };

    private static NodeModel Model(DateTimeOffset loadedAt, string readiness = "routable") => new("a", 4, null, null, readiness, null, loadedAt, null, 0);

    private static NodeSnapshot Read(DateTimeOffset at, params NodeModel[]? models) =>
        new(new Node(1, "n", new LmxEndpoint(new Uri("http://n:1"), null, null), false, false), TimeSpan.FromSeconds(5), at) { HasAdmin = true, ModelsAsOf = at, AsOf = at, Models = models };
}

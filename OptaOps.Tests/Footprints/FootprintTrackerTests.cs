using System.Collections.Immutable;
using OptaOps.Core.Footprints;

namespace OptaOps.Tests.Footprints;

public sealed class FootprintTrackerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1771850000);
    private static readonly LoadedKey A = new("a", Start);
    private static readonly LoadedKey B = new("b", Start);
    private readonly FootprintTracker _tracker = new();

    [Fact]
    public void A_load_and_an_unload_give_all_four_figures()
    {
        See(0, 20);
        See(10, 20.2);
        Assert.Equal(20.2, Gb(See(60, 100, A), FootprintMoment.Before));
        _tracker.Hear(140);
        var after = See(70, 120, A);
        Assert.Equal(120, Gb(after, FootprintMoment.After));
        Assert.Equal(140, Gb(after, FootprintMoment.Peak));
        See(80, 30);
        Assert.Equal(21, Gb(See(90, 21), FootprintMoment.AfterUnload));
    }

    [Fact]
    public void A_reading_in_the_middle_of_a_load_is_not_taken_for_the_one_before_it()
    {
        See(0, 20);
        See(10, 60);

        Assert.Null(Gb(See(20, 100, A), FootprintMoment.Before));
    }

    [Fact]
    public void Two_changes_in_one_interval_say_nothing_of_either()
    {
        See(0, 20);
        See(10, 20);
        Assert.Empty(See(20, 100, A, B));
        Assert.DoesNotContain(See(30, 100, A, B), note => note.Moment != FootprintMoment.Peak);
        Assert.Empty(See(40, 20));
        Assert.Empty(See(50, 20));
    }

    [Fact]
    public void One_model_for_another_says_nothing_of_either()
    {
        See(0, 20, A);
        See(10, 20, A);

        Assert.Empty(See(20, 50, B));
        Assert.DoesNotContain(See(30, 50, B), note => note.Moment != FootprintMoment.Peak);
    }

    [Fact]
    public void A_restart_of_the_node_and_a_long_silence_break_the_record()
    {
        See(0, 20, A);
        See(10, 20, A);
        Assert.Empty(_tracker.See(new MemoryLook(Start.AddSeconds(20), 15, 3, ImmutableDictionary<LoadedKey, double?>.Empty)));
        Assert.Empty(See(30, 15));
        Assert.Empty(See(3600, 90, A));
        Assert.DoesNotContain(See(3610, 90, A), note => note.Moment == FootprintMoment.After);
    }

    [Fact]
    public void A_first_look_knows_nothing_of_the_load_of_what_is_there()
    {
        Assert.Empty(See(0, 100, A));
        Assert.Equal([FootprintMoment.Peak], See(10, 100, A).Select(note => note.Moment));
    }

    private static double? Gb(IReadOnlyList<FootprintNote> notes, FootprintMoment moment) => notes.Single(note => note.Moment == moment).Gb;

    private IReadOnlyList<FootprintNote> See(int second, double usedGb, params LoadedKey[] models) =>
        _tracker.See(new MemoryLook(Start.AddSeconds(second), usedGb, 1000 + second, models.ToImmutableDictionary(key => key, _ => (double?)null)));
}

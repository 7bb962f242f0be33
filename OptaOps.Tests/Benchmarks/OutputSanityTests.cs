using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class OutputSanityTests
{
    private const string Prose =
        "The keeper climbed the tower before dawn and found the glass still warm. Below him the sea turned from black to slate, and a boat without "
        + "lights was drifting towards the rocks. He rang the bell twice, waited, and rang it again until somebody on deck looked up.";

    [Fact]
    public void Prose_is_neither_repetitive_nor_garbled()
    {
        var sanity = OutputSanity.Of(Prose);

        Assert.Equal((Prose.Length, 0, 0), (sanity.Characters, sanity.RepetitionRatio, sanity.GarbledRatio));
        Assert.False(sanity.IsRepetitive || sanity.IsGarbled);
    }

    [Theory]
    [InlineData("I am sorry, I am sorry, I am sorry, I am sorry, I am sorry, I am sorry, I am sorry, I am sorry.")]
    [InlineData("The answer is 42. Let me check. The answer is 42. Let me check. The answer is 42. Let me check. The answer is 42. Let me check.")]
    public void A_loop_is_repetitive(string text) => Assert.True(OutputSanity.Of(text).IsRepetitive);

    [Fact]
    public void A_loop_without_spaces_between_words_is_found_too() =>
        Assert.True(OutputSanity.Of(string.Concat(Enumerable.Repeat("灯台の光", 12))).IsRepetitive);

    [Theory]
    [InlineData("the \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD keeper \uFFFD\uFFFD")]
    [InlineData("wоrdѕ тhаt mіx ѕcrірtѕ аre nо wоrdѕ")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b")]
    public void Broken_characters_mixed_scripts_and_endless_words_are_garbled(string text) => Assert.True(OutputSanity.Of(text).IsGarbled);

    [Fact]
    public void Several_languages_side_by_side_are_not_garbled() =>
        Assert.False(OutputSanity.Of("Der Leuchtturm, маяк, 灯台, φάρος and 등대 are one word in five languages.").IsGarbled);

    [Fact]
    public void Nothing_said_has_no_ratios()
    {
        var sanity = OutputSanity.Of("");

        Assert.Equal((0, (double?)null, (double?)null), (sanity.Characters, sanity.RepetitionRatio, sanity.GarbledRatio));
    }
}

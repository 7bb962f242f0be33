using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class FillerTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(8_000)]
    [InlineData(32_000)]
    public void A_prompt_has_about_as_many_words_and_stops_as_planned(int tokens)
    {
        var text = Filler.Question(tokens);
        var counted = text.Split(' ').Length + text.Count(character => character is '.' or ',');

        Assert.InRange(counted, tokens * 0.97, tokens * 1.03);
    }

    [Fact]
    public void Its_sentences_are_not_one_loop()
    {
        var sentences = Filler.Question(8_000).Split('.');

        Assert.True(sentences.Distinct().Count() > sentences.Length * 0.9);
    }
}

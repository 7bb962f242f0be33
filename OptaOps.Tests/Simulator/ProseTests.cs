using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class ProseTests
{
    private static readonly string[] Prompts =
        ["", "Tell me", "Tell me more", "Write one continuous story about a lighthouse keeper.", "river stone lantern harbour quiet morning: go on", "日本"];

    public static TheoryData<string> AllPrompts => [.. Prompts];

    [Theory]
    [MemberData(nameof(AllPrompts))]
    public void Hardly_any_sequence_of_four_words_comes_twice_in_512(string prompt)
    {
        var words = Prose.Speak(prompt).Take(512).Select(word => word.Trim(' ', '.').ToUpperInvariant()).ToArray();
        var sequences = Enumerable.Range(0, words.Length - 3).Select(start => string.Join(' ', words[start..(start + 4)])).ToArray();

        var repeated = 1 - ((double)sequences.Distinct().Count() / sequences.Length);

        Assert.True(repeated < 0.1, $"{repeated:P1} of the sequences repeat another.");
    }

    [Fact]
    public void Every_prompt_has_its_own_answer()
    {
        var answers = Prompts.Select(prompt => string.Concat(Prose.Speak(prompt).Take(20))).ToArray();

        Assert.Equal(Prompts.Length, answers.Distinct().Count());
        Assert.Equal(answers[1], string.Concat(Prose.Speak("Tell me").Take(20)));
    }

    [Fact]
    public void A_token_is_a_whole_word_and_sentences_end() =>
        Assert.Matches("^[A-Z][a-z]+( [a-z]+){9} [a-z]+\\. [A-Z][a-z]+$", string.Concat(Prose.Speak("Tell me").Take(12)));
}

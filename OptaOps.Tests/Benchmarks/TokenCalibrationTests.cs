using OptaOps.Core.Benchmarks;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Benchmarks;

public sealed class TokenCalibrationTests
{
    [Fact]
    public void The_same_text_has_the_unstreamed_count_without_the_end_token()
    {
        Assert.Equal(64, TokenCalibration.Tokens("one two three", 16, new("one two three", "length", 9, 64)));
        Assert.Equal(63, TokenCalibration.Tokens("one two three", 16, new("one two three", "stop", 9, 64)));
    }

    [Fact]
    public void A_proper_prefix_counts_by_its_share_of_the_characters() =>
        Assert.Equal(16, TokenCalibration.Tokens("abcd efgh ", 3, new("abcd efgh ijkl mnop ", "length", 9, 34)));

    [Theory]
    [InlineData("one two four", "one two three", 64)]
    [InlineData("one two three and more", "one two three", 64)]
    [InlineData("", "one two three", 64)]
    [InlineData("one two three", "one two three", 3)]
    public void Another_text_or_a_count_below_the_pieces_proves_nothing(string streamed, string unstreamed, int counted) =>
        Assert.Null(TokenCalibration.Tokens(streamed, 16, new(unstreamed, "length", 9, counted)));

    [Fact]
    public void A_missing_count_proves_nothing() => Assert.Null(TokenCalibration.Tokens("one", 1, new ChatAnswer("one", "length", null, null)));

    [Fact]
    public void A_trimmed_text_with_the_opening_tag_put_back_is_the_same_text() =>
        Assert.Equal(64, TokenCalibration.Tokens(" why not</think> Yes. ", 16, new("<think>\nwhy not</think> Yes.", "length", 9, 64)));

    [Fact]
    public void It_is_wanted_only_where_pieces_are_clearly_fewer_than_asked_for()
    {
        Assert.True(TokenCalibration.IsWanted(63, 64));
        Assert.True(TokenCalibration.IsWanted(253, 256));
        Assert.False(TokenCalibration.IsWanted(254, 256));
    }
}

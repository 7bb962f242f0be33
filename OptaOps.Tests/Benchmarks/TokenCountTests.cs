using OptaOps.Core.Benchmarks;

namespace OptaOps.Tests.Benchmarks;

public sealed class TokenCountTests
{
    private static readonly StreamTiming FourPieces = new() { AtMs = [100, 200, 300, 400], TotalMs = 500, FirstChunkShare = 0.25, UsageCompletionTokens = 8 };

    [Fact]
    public void As_many_pieces_as_asked_for_is_exact()
    {
        var count = TokenCount.Of(FourPieces, 4, isLmx: true);

        Assert.Equal((4, TokenCountSource.Exact), (count.Tokens, count.Source));
        Assert.Equal(8, count.EndToEnd(FourPieces));
        Assert.Equal(10, count.Decode(FourPieces)!.Value, 9);
    }

    [Fact]
    public void Streamed_usage_counts_only_from_a_server_that_is_not_lmx()
    {
        Assert.Equal((8, TokenCountSource.Usage), (TokenCount.Of(FourPieces, 16, false).Tokens, TokenCount.Of(FourPieces, 16, false).Source));
        Assert.Equal(20, TokenCount.Of(FourPieces, 16, false).Decode(FourPieces)!.Value, 9);
    }

    [Fact]
    public void Pieces_alone_give_no_tokens_and_no_rate()
    {
        var count = TokenCount.Of(FourPieces, 16, isLmx: true);

        Assert.Equal(TokenCountSource.Pieces, count.Source);
        Assert.Null(count.Tokens);
        Assert.Null(count.EndToEnd(FourPieces));
        Assert.Null(count.Decode(FourPieces));
    }

    [Fact]
    public void One_chunk_has_no_decode_rate() =>
        Assert.Null(TokenCount.Of(FourPieces with { AtMs = [100] }, 1, true).Decode(FourPieces with { AtMs = [100] }));
}

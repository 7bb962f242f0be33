using System.Text;
using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class StreamShapeTests
{
    private static readonly string[] Abc = ["a", "b", "c", "d"];

    [Fact]
    public async Task A_failed_engine_is_text_in_a_good_stream()
    {
        var stream = await StreamAsync(new StreamShape { Words = Abc, ErrorAfter = 2 });

        Assert.Equal(["a", "b", "\n\n[Error: Stream inference failed: RuntimeError]"], SseText.Pieces(stream));
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
        Assert.Contains("\"completion_tokens\":2", stream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    public async Task A_model_may_stop_early(int endAfter, int pieces)
    {
        var stream = await StreamAsync(new StreamShape { EndAfter = endAfter });

        Assert.Equal(pieces, SseText.Pieces(stream).Count);
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pieces_may_hold_several_tokens() =>
        Assert.Equal(["abc", "d"], SseText.Pieces(await StreamAsync(new StreamShape { Words = Abc, TokensPerPiece = 3 })));

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_may_come_in_a_field_of_its_own(string field)
    {
        var stream = await StreamAsync(new StreamShape { Words = Abc, ReasoningTokens = 2, ReasoningField = field, TokensPerPiece = 2 });

        Assert.Equal(["ab"], SseText.Pieces(stream, field));
        Assert.Equal(["cd"], SseText.Pieces(stream));
    }

    [Theory]
    [InlineData(true, "<think>a</think>b")]
    [InlineData(false, "ab</think>c")]
    public async Task Reasoning_comes_as_tags_in_the_content_otherwise(bool opens, string content) =>
        Assert.Equal(content, SseText.Content(await StreamAsync(
            new StreamShape { Words = Abc, ReasoningTokens = opens ? 1 : 2, OpeningThinkTag = opens })));

    [Fact]
    public async Task Usage_may_come_unasked_or_not_at_all()
    {
        Assert.Contains("prompt_tokens", await StreamAsync(new StreamShape { Usage = true }, more: ""), StringComparison.Ordinal);
        Assert.DoesNotContain("prompt_tokens", await StreamAsync(new StreamShape { Usage = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_may_be_missing() =>
        Assert.DoesNotContain("assistant", await StreamAsync(new StreamShape { RoleChunk = false }), StringComparison.Ordinal);

    [Fact]
    public async Task Lines_may_end_in_two_bytes_and_comments_may_stand_between()
    {
        var stream = await StreamAsync(new StreamShape { Words = Abc, LineEnd = "\r\n", Comments = true });

        Assert.StartsWith(": keep-alive\r\ndata: {", stream, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\r\n\r\n", stream, StringComparison.Ordinal);
        Assert.Equal("abcd", SseText.Content(stream));
    }

    [Fact]
    public async Task A_line_may_be_no_json() =>
        Assert.Equal("{\"id\": \"chatcmpl-", SseText.Data(await StreamAsync(new StreamShape { NonJsonAfter = 1 }))[2]);

    [Fact]
    public async Task A_chunk_may_be_an_error_object() =>
        Assert.StartsWith("{\"error\": {", SseText.Data(await StreamAsync(new StreamShape { ErrorObjectAfter = 1 }))[2], StringComparison.Ordinal);

    [Fact]
    public async Task Packets_may_hold_several_events_or_half_a_character()
    {
        var plain = await StreamAsync(new StreamShape { Words = ["é"], RawUtf8 = true });

        Assert.Equal("éééé", SseText.Content(plain));
        Assert.Equal("éééé", SseText.Content(await StreamAsync(new StreamShape { Words = ["é"], RawUtf8 = true, EventsPerPacket = 3 })));
    }

    [Fact]
    public async Task An_event_may_be_cut_inside_a_character()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Stream = new StreamShape { Words = ["é"], RawUtf8 = true, SplitEvents = true, RoleChunk = false });
        using var response = await peer.ChatAsync(1);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        // The clock stands still between the two halves of an event, so the first read cannot see the second half.
        var buffer = new byte[4096];
        var read = await body.ReadAsync(buffer, TestContext.Current.CancellationToken);

        Assert.Equal(0xC3, buffer[read - 1]);
    }

    [Fact]
    public async Task A_cut_stream_breaks_the_connection()
    {
        await using var peer = await Peer.StartAsync(server => server.Stream = new StreamShape { CutAfter = 1 });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => peer.StreamAsync());
    }

    [Fact]
    public async Task A_clean_cut_ends_the_body_without_the_last_line()
    {
        var stream = await StreamAsync(new StreamShape { Words = Abc, CutAfter = 2, CutCleanly = true });

        Assert.Equal("ab", SseText.Content(stream));
        Assert.DoesNotContain("[DONE]", stream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(null, 3, true)]
    public async Task A_stream_may_fall_silent(int? stallAfter, int pieces, bool done)
    {
        await using var peer = await Peer.StartAsync(
            server => server.Stream = new StreamShape { StallAfter = stallAfter, SilenceAfterDone = stallAfter is null });
        using var response = await peer.ChatAsync();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);

        var lines = 2 * (1 + pieces + (done ? 2 : 0));
        var received = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            received.Append(await reader.ReadLineAsync(TestContext.Current.CancellationToken)).Append('\n');
        }

        Assert.Equal(pieces, SseText.Pieces(received.ToString()).Count);
        Assert.Equal(done, received.ToString().Contains("[DONE]", StringComparison.Ordinal));
        Assert.False(reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted);
    }

    [Fact]
    public async Task The_next_stream_alone_may_have_a_shape_of_its_own()
    {
        await using var peer = await Peer.StartAsync(server => server.NextStream(new StreamShape { EndAfter = 0 }));

        Assert.Empty(SseText.Pieces(await peer.StreamAsync()));
        Assert.Equal(3, SseText.Pieces(await peer.StreamAsync()).Count);
    }

    [Fact]
    public async Task Chunks_may_be_rewritten()
    {
        await using var peer = await Peer.StartAsync(server => server.Rewrite = (_, body) =>
        {
            (body as JsonObject)?.Remove("usage");
            return body;
        });

        Assert.DoesNotContain("usage", await peer.StreamAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> StreamAsync(StreamShape shape, string more = ",\"stream_options\":{\"include_usage\":true}")
    {
        await using var peer = await Peer.StartAsync(server => server.Stream = shape);
        return await peer.StreamAsync(4, more);
    }
}

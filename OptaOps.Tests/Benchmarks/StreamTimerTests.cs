using System.Text;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Benchmarks;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class StreamTimerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_role_chunk_is_proof_of_life_and_never_the_first_token()
    {
        var timing = Read(body => body.Role(4).Text(300, "Once").Text(310, " upon").Stop(311).Done(312));

        Assert.Null(timing.Failure);
        Assert.Equal(4, timing.TtfrMs);
        Assert.Equal(300, timing.TtftMs);
        Assert.Equal(300, timing.TtfoMs);
        Assert.Equal(312, timing.TotalMs);
        Assert.Equal([300, 310], timing.AtMs);
        Assert.Equal("stop", timing.FinishReason);
    }

    [Fact]
    public void Silence_after_done_is_not_waited_for()
    {
        var timing = Read(body => body.Text(10, "a").Done(20).At(9_000, ": late\n\n"));

        Assert.Equal(20, timing.TotalMs);
    }

    [Fact]
    public void Several_events_in_one_packet_have_one_arrival()
    {
        var timing = Read(body => body.At(50, ScriptedStream.Chunk("a") + ScriptedStream.Chunk("b")).Done(60));

        Assert.Equal([50, 50], timing.AtMs);
    }

    [Fact]
    public void An_event_split_across_packets_inside_a_character_arrives_with_its_last_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes("data: {\"choices\":[{\"delta\":{\"content\":\"ü\"}}]}\n\n");
        var inside = Array.IndexOf(bytes, (byte)0xC3) + 1;

        var timing = Read(body => body.At(10, bytes[..inside]).At(30, bytes[inside..]).Done(40));

        Assert.Equal([30], timing.AtMs);
        Assert.Null(timing.Failure);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Other_line_ends_and_comments_change_nothing(string lineEnd)
    {
        var text = (": keep-alive\n\n" + ScriptedStream.Chunk("a")).Replace("\n", lineEnd, StringComparison.Ordinal);

        var timing = Read(body => body.At(7, text).At(9, $"data: [DONE]{lineEnd}{lineEnd}"));

        Assert.Equal(7, timing.TtftMs);
        Assert.Null(timing.Failure);
    }

    [Theory]
    [InlineData("Server is busy, try later", FailureCode.ServerBusy)]
    [InlineData("Stream inference failed: metal", FailureCode.EngineError)]
    [InlineData("Stream inference timed out after 300s", FailureCode.Timeout)]
    public void An_error_in_the_shape_of_text_is_a_failure_and_no_token(string reason, FailureCode code)
    {
        var timing = Read(body => body.Role(4).Text(30_000, $"\n\n[Error: {reason}]").Stop(30_001).Done(30_002));

        Assert.Equal(code, timing.Failure?.Code);
        Assert.Null(timing.TtftMs);
        Assert.Null(timing.TtfoMs);
        Assert.Empty(timing.AtMs);
    }

    [Fact]
    public void An_error_after_good_text_keeps_the_times_of_the_text()
    {
        var timing = Read(body => body.Text(100, "a").Text(110, "b").Text(120, "\n\n[Error: Stream inference failed: x]").Stop(121).Done(122));

        Assert.Equal(FailureCode.EngineError, timing.Failure?.Code);
        Assert.Equal([100, 110], timing.AtMs);
    }

    [Theory]
    [InlineData("The log said [Error: Server is busy] again")]
    [InlineData("[Error: no blank lines before it]")]
    public void Model_text_that_only_mentions_an_error_is_text(string text)
    {
        var timing = Read(body => body.Text(100, text).Stop(101).Done(102));

        Assert.Null(timing.Failure);
        Assert.Equal(100, timing.TtftMs);
    }

    [Fact]
    public void An_error_text_that_is_not_the_last_text_is_text()
    {
        var timing = Read(body => body.Text(100, "\n\n[Error: quoted]").Text(110, " said the log").Done(120));

        Assert.Null(timing.Failure);
    }

    [Fact]
    public void A_stream_without_text_is_empty_output()
    {
        var timing = Read(body => body.Role(4).Stop(5).Done(6));

        Assert.Equal(FailureCode.EmptyOutput, timing.Failure?.Code);
        Assert.Null(timing.TtftMs);
    }

    [Fact]
    public void A_stream_without_done_is_cut()
    {
        var timing = Read(body => body.Text(10, "a").Stop(20));

        Assert.Equal(FailureCode.CutStream, timing.Failure?.Code);
    }

    [Theory]
    [InlineData("data: {broken\n\n")]
    [InlineData("data: 17\n\n")]
    [InlineData("data: <html>\n\n")]
    public void One_unparsable_data_line_is_malformed(string line)
    {
        var timing = Read(body => body.Text(10, "a").At(20, line).Done(30));

        Assert.Equal(FailureCode.MalformedStream, timing.Failure?.Code);
    }

    [Fact]
    public void An_error_object_in_a_chunk_is_an_engine_error()
    {
        var timing = Read(body => body.Text(10, "a").At(20, "data: {\"error\": {\"message\": \"boom\", \"code\": null}}\n\n").Done(30));

        Assert.Equal(FailureCode.EngineError, timing.Failure?.Code);
        Assert.Contains("boom", timing.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public void Reasoning_in_fields_of_its_own_counts_for_ttft_and_not_for_the_answer(string field)
    {
        var timing = Read(body => body.At(100, Delta(field, "hm")).Text(500, "Answer").Done(510));

        Assert.Equal(100, timing.TtftMs);
        Assert.Equal(500, timing.TtfoMs);
        Assert.False(timing.ReasoningOnly);
    }

    [Fact]
    public void The_answer_begins_after_a_closing_tag_even_without_an_opening_one_and_split_over_chunks()
    {
        var timing = Read(body => body.Text(100, "let me see").Text(200, "</th").Text(210, "ink>").Text(220, "\n\n").Text(230, "Yes").Done(240));

        Assert.Equal(100, timing.TtftMs);
        Assert.Equal(230, timing.TtfoMs);
    }

    [Fact]
    public void A_stream_that_ends_while_the_model_still_thinks_has_no_answer()
    {
        var timing = Read(body => body.Text(100, "<think>").Text(110, "so").Stop(120).Done(121));

        Assert.True(timing.ReasoningOnly);
        Assert.Null(timing.TtfoMs);
        Assert.Equal(100, timing.TtftMs);
    }

    [Fact]
    public void A_tool_call_fragment_is_a_first_token()
    {
        var timing = Read(body => body
            .At(80, "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]}}]}\n\n")
            .Done(90));

        Assert.Equal(80, timing.TtftMs);
        Assert.Equal(80, timing.TtfoMs);
    }

    [Fact]
    public void Usage_is_read_from_its_own_chunk_and_from_the_last_content_chunk()
    {
        var own = Read(body => body.Text(1, "a").At(2, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":64}}\n\n").Done(3));
        var onLast = Read(body => body.At(1, "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"completion_tokens\":12.0}}\n\n").Done(3));

        Assert.Equal(64, own.UsageCompletionTokens);
        Assert.Equal(9, own.UsagePromptTokens);
        Assert.Equal(12, onLast.UsageCompletionTokens);
        Assert.Null(onLast.UsagePromptTokens);
    }

    [Fact]
    public void An_event_whose_blank_line_never_comes_still_counts_at_the_end_of_the_body()
    {
        var timing = Read(body => body.Text(10, "a").At(20, "data: [DONE]"));

        Assert.Null(timing.Failure);
    }

    private static string Delta(string field, string text) => $"data: {{\"choices\":[{{\"delta\":{{\"{field}\":\"{text}\"}}}}]}}\n\n";

    private StreamTiming Read(Func<ScriptedStream, ScriptedStream> script)
    {
        using var body = script(new ScriptedStream(_time));
        var timer = new StreamTimer(_time, new RunProgress(64), 64);
        timer.Start();
        return timer.Read(body, () => { });
    }
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed partial class ChatReplyTests
{
    [Fact]
    public async Task An_answer_comes_in_one_body_and_names_a_reached_limit()
    {
        await using var peer = await Peer.StartAsync(server => server.Stream = new StreamShape { Words = ["OK", " then"] });

        using var response = await peer.ChatAsync(2, prompt: "one two three", more: "");

        Assert.Equal(
            """
            {"id":"chatcmpl-a1","object":"chat.completion","created":1771850000,"model":"acme/Foo-4bit","choices":[{"index":0,"message":{"role":"assistant","content":"OK then","tool_calls":null},"finish_reason":"length"}],"usage":{"prompt_tokens":12,"completion_tokens":2,"total_tokens":14}}
            """,
            Id().Replace(await Peer.TextAsync(response), "chatcmpl-a1"));
    }

    [Theory]
    [InlineData("vllm-mlx", 12, 3, "stop")]
    [InlineData("mlx-lm", 3, 2, "stop")]
    [InlineData("gguf", 12, 2, "stop")]
    public async Task Each_backend_counts_in_its_own_way(string backend, int prompt, int completion, string reason)
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Models.AddLoaded(Peer.Foo with { Backend = backend });
            server.NextReply(new StreamShape { EndAfter = 2 });
        });

        var body = await AskAsync(peer, 9, "one two three");

        Assert.Equal(
            (prompt, completion, reason),
            (body["usage"]!["prompt_tokens"]!.GetValue<int>(), body["usage"]!["completion_tokens"]!.GetValue<int>(), Reason(body)));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 10)]
    [InlineData(2, 11)]
    [InlineData(3, 12)]
    [InlineData(300, 408)]
    public void A_prompt_has_four_tokens_for_three_words_and_eight_more(int words, int tokens) =>
        Assert.Equal(tokens, SimulatedTokenizer.PromptTokens(string.Join("  ", Enumerable.Repeat("word", words))));

    [Fact]
    public async Task Words_that_are_several_tokens_are_one_to_mlx_lm_and_so_never_reach_the_limit()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Models.AddLoaded(Peer.Foo with { Backend = SimulatedModel.MlxLm });
            server.Stream = new StreamShape { Words = [" light", "house"] };
        });

        var body = await AskAsync(peer, 8);

        Assert.Equal((4, "stop"), (body["usage"]!["completion_tokens"]!.GetValue<int>(), Reason(body)));
    }

    [Fact]
    public async Task An_end_token_that_just_fits_looks_like_the_limit()
    {
        await using var peer = await Peer.StartAsync(server => server.NextReply(new StreamShape { EndAfter = 4 }));

        Assert.Equal("length", Reason(await AskAsync(peer, 5)));
    }

    [Fact]
    public async Task The_text_is_that_of_the_stream_but_for_a_missing_tag()
    {
        await using var peer = await Peer.StartAsync(server => server.Stream = new StreamShape { ReasoningTokens = 2, OpeningThinkTag = false });

        Assert.Equal("<think>" + SseText.Content(await peer.StreamAsync(6)), Text(await AskAsync(peer, 6)));
    }

    [Fact]
    public async Task A_failed_engine_is_a_500_without_its_reason()
    {
        await using var peer = await Peer.StartAsync(server => server.NextReply(new StreamShape { ErrorAfter = 1 }));

        using var response = await peer.ChatAsync(more: "");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("internal_error", (await Peer.BodyAsync(response))["error"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_server_that_dies_gives_no_reply()
    {
        await using var peer = await Peer.StartAsync(server => server.NextReply(new StreamShape { CutAfter = 1 }));

        await Assert.ThrowsAsync<HttpRequestException>(() => peer.ChatAsync(more: ""));
    }

    [Fact]
    public async Task Hanging_up_does_not_stop_it_and_its_slot_stays_taken_until_it_is_done()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.AddLoaded(Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(100, 100, 100, 10) }));
        using (var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            using var content = new StringContent($$"""{"model":"{{Peer.Model}}","messages":[],"max_tokens":11}""", null, "application/json");
            var answer = peer.Http.PostAsync("/v1/chat/completions", content, impatient.Token);
            await peer.Server.Requests.WaitForAsync("/v1/chat/completions", 1, TestContext.Current.CancellationToken);
            await peer.UntilAsync("/admin/status", status => status["in_flight_requests"]!.GetValue<int>() == 1);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        peer.Time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.Equal(1, (await peer.JsonAsync("/admin/status"))["in_flight_requests"]!.GetValue<int>());
        peer.Time.Advance(TimeSpan.FromMilliseconds(1));
        await peer.UntilAsync("/admin/status", status => status["in_flight_requests"]!.GetValue<int>() == 0);
        await peer.UntilAsync("/admin/metrics/json", metrics => metrics["total_completion_tokens"]!.GetValue<int>() == 11);
    }

    [Fact]
    public async Task The_next_stream_and_the_next_reply_are_scripted_apart()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.NextStream(new StreamShape { EndAfter = 0 });
            server.NextReply(new StreamShape { EndAfter = 1 });
        });

        Assert.Equal(2, (await AskAsync(peer, 9))["usage"]!["completion_tokens"]!.GetValue<int>());
        Assert.Empty(SseText.Pieces(await peer.StreamAsync(9)));
    }

    private static async Task<JsonNode> AskAsync(Peer peer, int maxTokens, string prompt = "Tell me") =>
        await Peer.BodyAsync(await peer.ChatAsync(maxTokens, prompt, more: ""));

    private static string Reason(JsonNode body) => body["choices"]![0]!["finish_reason"]!.GetValue<string>();

    private static string Text(JsonNode body) => body["choices"]![0]!["message"]!["content"]!.GetValue<string>();

    [GeneratedRegex("chatcmpl-[0-9a-f]{12}")]
    private static partial Regex Id();
}

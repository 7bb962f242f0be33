using System.Net;
using System.Text.RegularExpressions;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed partial class ChatStreamTests
{
    private const string Usage = ",\"stream_options\":{\"include_usage\":true}";

    [Fact]
    public async Task A_stream_is_byte_for_byte_what_the_contract_shows()
    {
        await using var peer = await Peer.StartAsync(server => server.Stream = new StreamShape { Words = ["Hé", " \"you\"\n"] });

        var stream = Id().Replace(await peer.StreamAsync(2, Usage), "chatcmpl-a1");

        Assert.Equal(
            """
            data: {"id": "chatcmpl-a1", "object": "chat.completion.chunk", "created": 1771850000, "model": "acme/Foo-4bit", "choices": [{"index": 0, "delta": {"role": "assistant", "content": "", "tool_calls": null}, "finish_reason": null}], "usage": null}

            data: {"id": "chatcmpl-a1", "object": "chat.completion.chunk", "created": 1771850000, "model": "acme/Foo-4bit", "choices": [{"index": 0, "delta": {"role": null, "content": "H\u00e9", "tool_calls": null}, "finish_reason": null}], "usage": null}

            data: {"id": "chatcmpl-a1", "object": "chat.completion.chunk", "created": 1771850000, "model": "acme/Foo-4bit", "choices": [{"index": 0, "delta": {"role": null, "content": " \"you\"\n", "tool_calls": null}, "finish_reason": null}], "usage": null}

            data: {"id": "chatcmpl-a1", "object": "chat.completion.chunk", "created": 1771850000, "model": "acme/Foo-4bit", "choices": [{"index": 0, "delta": {"role": null, "content": null, "tool_calls": null}, "finish_reason": "stop"}], "usage": null}

            data: {"id":"chatcmpl-a1","object":"chat.completion.chunk","created":1771850000,"model":"acme/Foo-4bit","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

            data: [DONE]


            """,
            stream);
    }

    [Fact]
    public async Task A_stream_has_the_contracts_headers()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.ChatAsync();

        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task The_role_comes_at_once_and_the_first_token_does_not()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.AddLoaded(Peer.Foo with { Timing = SimulatedTiming.SeedReport }));

        using var response = await peer.ChatAsync();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Contains("\"role\": \"assistant\"", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var next = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.Equal(1, (await peer.JsonAsync("/admin/status"))["in_flight_requests"]!.GetValue<int>());
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Without_the_option_there_is_no_usage_chunk()
    {
        await using var peer = await Peer.StartAsync();

        Assert.DoesNotContain("prompt_tokens", await peer.StreamAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_prompt_gives_the_same_whole_words()
    {
        await using var peer = await Peer.StartAsync();

        var first = SseText.Content(await peer.StreamAsync(40));

        Assert.Equal(first, SseText.Content(await peer.StreamAsync(40)));
        Assert.Equal(40, first.Split(' ').Length);
    }

    [Fact]
    public async Task An_alias_answers_with_the_resolved_model()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.PostAsync(
            "/v1/chat/completions", """{"model":"auto","messages":[],"max_tokens":1,"stream":true}""");

        Assert.Contains("\"model\": \"acme/Foo-4bit\"", await Peer.TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counters_move_when_a_request_starts()
    {
        await using var peer = await Peer.StartAsync();
        peer.Time.Advance(TimeSpan.FromSeconds(90));

        await peer.StreamAsync();

        var model = (await peer.JsonAsync("/admin/models"))["loaded"]![0]!;
        Assert.Equal(1, model["request_count"]!.GetValue<int>());
        Assert.Equal(1771850090.0, model["last_used_at"]!.GetValue<double>());
        Assert.Equal(1771850000.0, model["loaded_at"]!.GetValue<double>());
        Assert.Equal(0, (await peer.JsonAsync("/admin/status"))["in_flight_requests"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"model":"acme/Nowhere","messages":[]}""", HttpStatusCode.NotFound)]
    [InlineData("""{"messages":[]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"model":"acme/Foo-4bit"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"model":"acme/Foo-4bit","messages":[],"temperature":3}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"model":"acme/Foo-4bit","messages":[],"num_ctx":196608}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_wrong_request_is_refused_before_the_stream(string body, HttpStatusCode expected)
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(expected, (await peer.PostAsync("/v1/chat/completions", body)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_lane_is_an_invalid_header()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.PostAsync(
            "/v1/chat/completions", """{"model":"acme/Foo-4bit","messages":[]}""", ("x-serving-lane", "express"));

        Assert.Equal("invalid_header", (await Peer.BodyAsync(response))["error"]!["code"]!.GetValue<string>());
    }

    [GeneratedRegex("chatcmpl-[0-9a-f]{12}")]
    private static partial Regex Id();
}

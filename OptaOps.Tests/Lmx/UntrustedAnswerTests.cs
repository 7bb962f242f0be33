using System.Text;
using System.Text.Json;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>What a node says is shown to people: one short line, without keys.</summary>
public sealed class UntrustedAnswerTests
{
    private const string Admin = "admin-key-of-the-test";
    private const string Inference = "inference-key-of-the-test";
    private const int Longest = 300;

    private static readonly string Flood = string.Concat(Enumerable.Repeat("\u001b[31m\r\n\t\0\u0085\u2028\u202eaa", 100_000));

    /// <summary>Where a node can put text that ends in a message: status and body, the flood or key standing for <c>@</c>.</summary>
    private static readonly (int Status, string Body)[] Places =
    [
        (403, """{"detail":"@"}"""),
        (404, """{"detail":"@"}"""),
        (422, """{"detail":[{"type":"x","loc":[],"msg":"@","input":null}]}"""),
        (422, """{"detail":[{"odd":"@"}]}"""),
        (422, """{"detail":{"odd":"@"}}"""),
        (500, """{"error":{"message":"@","code":"internal_error"}}"""),
        (500, """{"error":{"message":"x","code":"@"}}"""),
        (503, """{"error":{"message":"@","code":"overloaded"}}"""),
        (429, """{"error":"@"}"""),
        (429, """{"error":["@"]}"""),
        (500, """{"status":"x","reason":"@"}"""),
        (500, "@"),
        (200, "<html>@"),
        (200, "{@"),
        (200, """{"uptime_seconds":"@"}"""),
        (200, """{"memory":{"used_gb":["@"]}}"""),
    ];

    public static TheoryData<int, string> PlacesOfText
    {
        get
        {
            var cases = new TheoryData<int, string>();
            cases.AddRange(Places);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(PlacesOfText))]
    public async Task A_flood_with_control_characters_is_one_short_line(int status, string body)
    {
        var inJson = JsonSerializer.Serialize(Flood).Trim('"');
        Assert.True(inJson.Length > 1024 * 1024);
        await using var line = LmxLine.Answering(body.Replace("@", body[0] == '{' ? inJson : Flood, StringComparison.Ordinal), status);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.InRange(fault.Message.Length, 1, Longest);
        Assert.InRange(fault.Code?.Length ?? 0, 0, Longest);
        Assert.DoesNotContain(fault.Message + fault.Code, character => char.IsControl(character) || character is '\u2028' or '\u202e');
    }

    [Theory]
    [MemberData(nameof(PlacesOfText))]
    public async Task A_node_that_says_our_keys_back_does_not_get_them_shown(int status, string body)
    {
        var echo = body.Replace("@", $"got {Admin} and {Inference}!", StringComparison.Ordinal);
        await using var line = LmxLine.Answering(HttpAnswer.Of(echo, status), Admin, Inference);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.DoesNotContain("key-of-the-test", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_said_back_just_where_the_text_is_cut_is_not_shown_in_part()
    {
        for (var before = 150; before <= 200; before++)
        {
            var echo = new string('x', before) + Admin + new string('y', 100);
            await using var line = LmxLine.Answering(HttpAnswer.Of(echo, 500, "text/plain"), Admin, Inference);

            Assert.DoesNotContain("admin-k", (await line.StatusAsync()).Fault!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_no_header_can_carry_is_a_fault_without_the_key()
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of("{}"), "schlüssel-of-the-test");

        var fault = (await line.StatusAsync()).Fault!;

        Assert.DoesNotContain("schl", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_in_words_is_its_address()
    {
        var endpoint = new LmxEndpoint(new Uri("http://mono512.local:1234"), Admin, Inference);

        Assert.Equal("http://mono512.local:1234", endpoint.ToString());
        Assert.Equal("node http://mono512.local:1234", new StringBuilder().Append("node ").Append(endpoint).ToString());
    }
}

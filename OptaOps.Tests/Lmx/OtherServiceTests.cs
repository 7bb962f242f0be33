using System.Text;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>Answers that are HTTP but not what LMX answers.</summary>
public sealed class OtherServiceTests
{
    private const int Cap = 8 * 1024 * 1024;

    [Theory]
    [InlineData("<!doctype html><title>Router</title>", "text/html", "Router")]
    [InlineData("Welcome to the printer", "text/plain", "the printer")]
    [InlineData("", "application/json", "nothing")]
    [InlineData("   \n", "application/json", "nothing")]
    public async Task A_text_that_is_no_json_is_another_service(string body, string contentType, string quoted)
    {
        await using var line = LmxLine.Answering(body, 200, contentType);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.WrongService, fault.Kind);
        Assert.Contains(quoted, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_declared_as_text_is_read_all_the_same()
    {
        await using var line = LmxLine.Answering("""{"uptime_seconds":7}""", 200, "text/plain");

        Assert.Equal(7, (await line.StatusAsync()).Value!.UptimeSeconds);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"ok\"")]
    [InlineData("[]")]
    [InlineData("[{\"uptime_seconds\":7}]")]
    public async Task Json_that_is_no_object_is_incompatible(string body)
    {
        await using var line = LmxLine.Answering(body);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.Incompatible, fault.Kind);
        Assert.Equal("the answer", fault.Field);
    }

    [Theory]
    [InlineData("{\"version\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public async Task A_broken_character_inside_good_json_is_no_exception(string body)
    {
        await using var line = LmxLine.Answering(body);

        Assert.Equal(LmxFaultKind.Incompatible, (await line.StatusAsync()).Fault!.Kind);
    }

    [Fact]
    public async Task Json_nested_without_end_is_no_exception()
    {
        await using var line = LmxLine.Answering(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));

        Assert.Equal(LmxFaultKind.Incompatible, (await line.StatusAsync()).Fault!.Kind);
    }

    [Fact]
    public async Task An_answer_at_the_cap_is_read()
    {
        const string Json = """{"uptime_seconds":7}""";
        await using var line = LmxLine.Answering(Json.PadRight(Cap));

        Assert.Equal(7, (await line.StatusAsync()).Value!.UptimeSeconds);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_answer_above_the_cap_is_refused(int status)
    {
        await using var line = LmxLine.Answering("""{"uptime_seconds":7}""".PadRight(Cap + 1), status);

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.WrongService, fault.Kind);
        Assert.Contains("larger", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_answer_that_never_ends_is_refused_at_the_cap()
    {
        var chunk = RawPeer.Chunk(new string(' ', 256 * 1024));
        await using var line = new LmxLine(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(RawPeer.Head("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), cancellationToken);
            while (true)
            {
                await stream.WriteAsync(chunk, cancellationToken);
            }
        });

        Assert.Equal(LmxFaultKind.WrongService, (await line.StatusAsync()).Fault!.Kind);
        await line.Peer.ClientClosed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Headers_without_end_are_another_service()
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of("{}", moreHeaders: $"X-Long: {new string('x', 1024 * 1024)}\r\n"));

        Assert.Equal(LmxFaultKind.WrongService, (await line.StatusAsync()).Fault!.Kind);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        await using var line = new LmxLine(
            async (request, stream, cancellationToken) => await stream.WriteAsync(
                request.Path == "/elsewhere"
                    ? HttpAnswer.Of("""{"uptime_seconds":7}""")
                    : HttpAnswer.Of("", status, moreHeaders: "Location: /elsewhere\r\n"),
                cancellationToken));

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal((LmxFaultKind.HttpError, status), (fault.Kind, fault.Status));
        Assert.Equal("/admin/status", (await line.Peer.RequestAsync()).Path);
        Assert.Equal(0, line.Peer.RequestsLeft);
    }

    [Fact]
    public async Task The_nodes_own_clock_comes_with_answer_and_refusal()
    {
        const string Date = "Date: Fri, 13 Feb 2026 12:00:00 GMT\r\n";
        var noon = new DateTimeOffset(2026, 2, 13, 12, 0, 0, TimeSpan.Zero);
        await using var good = LmxLine.Answering(HttpAnswer.Of("""{"uptime_seconds":7}""", moreHeaders: Date));
        await using var bad = LmxLine.Answering(HttpAnswer.Of("{}", 500, moreHeaders: Date));
        await using var odd = LmxLine.Answering(HttpAnswer.Of("""{"uptime_seconds":7}""", moreHeaders: "Date: yesterday\r\n"));

        Assert.Equal(noon, (await good.StatusAsync()).NodeTime);
        Assert.Equal(noon, (await bad.StatusAsync()).NodeTime);
        Assert.Null((await odd.StatusAsync()).NodeTime);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_another_service()
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of(Encoding.Latin1.GetBytes("Ger\u00e4t"), 200, "text/plain"));

        Assert.Equal(LmxFaultKind.WrongService, (await line.StatusAsync()).Fault!.Kind);
    }

    [Fact]
    public async Task A_broken_byte_inside_good_json_is_no_exception()
    {
        await using var line = LmxLine.Answering(HttpAnswer.Of([.. "{\"version\":\""u8, 0xFF, .. "\"}"u8], 200, "application/json"));

        Assert.Equal(LmxFaultKind.Incompatible, (await line.StatusAsync()).Fault!.Kind);
    }
}

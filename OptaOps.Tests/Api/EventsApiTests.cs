using System.Net;
using System.Text.Json.Nodes;
using OptaOps.Core.Events;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Api;

public sealed class EventsApiTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_resumed_after_the_last_event_a_reader_has_and_ends_with_the_app()
    {
        var app = await App.StartAsync(null, "--Simulator:Enabled", "false");
        await TellAsync(app, 3);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events?after=0");
        request.Headers.Add("Last-Event-ID", "1");
        using var http = new HttpClient { BaseAddress = app.Address };

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(_token));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("2", await NextAsync(reader, "id: "));
        Assert.Equal("3", await NextAsync(reader, "id: "));
        await TellAsync(app, 1);
        Assert.Equal("4", await NextAsync(reader, "id: "));
        var body = JsonNode.Parse((await NextAsync(reader, "data: "))!)!;
        Assert.Equal(("model", "test", "warning", 4), ((string?)body["topic"], (string?)body["kind"], (string?)body["severity"], (int?)body["id"]));
        Assert.Null(body["nodeId"]);
        await app.DisposeAsync();
        Assert.Null(await NextAsync(reader, "id: "));
    }

    [Fact]
    public async Task The_log_is_filtered_and_leads_to_its_next_page()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false");
        await TellAsync(app, 5);

        var page = await app.Http.GetAsync("/api/v1/events/log?topic=model&severity=warning&text=number&limit=2", _token);
        var link = page.Headers.GetValues("Link").Single();
        var next = link[1..link.IndexOf('>', StringComparison.Ordinal)];

        Assert.Equal((int[])[5, 4], await IdsAsync(page));
        Assert.Equal((int[])[3, 2], await IdsAsync(await app.Http.GetAsync(next, _token)));
        Assert.Empty(await IdsAsync(await app.Http.GetAsync("/api/v1/events/log?nodeId=9", _token)));
    }

    [Theory]
    [InlineData("/api/v1/events/log?topic=banana", "unknownWord", "node, model, benchmark, gateway, observer")]
    [InlineData("/api/v1/events/log?severity=1", "unknownWord", "info, warning, problem")]
    [InlineData("/api/v1/events/log?limit=501", "badLimit", "1 to 500")]
    [InlineData("/api/v1/events/log?before=x", "badRequest", "before")]
    [InlineData("/api/v1/events?after=-1", "badAfter", "Last-Event-ID")]
    public async Task A_wrong_question_is_a_problem_that_says_what_is_right(string path, string code, string named)
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false");

        var answer = await app.Http.GetAsync(path, _token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(_token))!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Contains(named, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_has_both_and_lists_the_words()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false");

        var paths = JsonNode.Parse(await app.Http.GetStringAsync("/openapi/v1.json", _token))!["paths"]!;

        var topic = paths["/api/v1/events/log"]!["get"]!["parameters"]!.AsArray().Single(each => (string?)each!["name"] == "topic")!;
        Assert.Equal(["node", "model", "benchmark", "gateway", "observer"], topic["schema"]!["enum"]!.AsArray().Select(each => (string?)each));
        Assert.NotNull(paths["/api/v1/events"]!["get"]!["responses"]!["200"]!["content"]!["text/event-stream"]);
    }

    private static async Task TellAsync(App app, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await app.Get<EventLog>().AddAsync(new NewEvent(EventTopic.Model, "test", "One in number.", EventSeverity.Warning), TestContext.Current.CancellationToken);
        }
    }

    private async Task<int[]> IdsAsync(HttpResponseMessage answer) =>
        [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(_token))!.AsArray().Select(each => (int)each!["id"]!)];

    /// <summary>The rest of the next line that begins so; null at the end of the stream.</summary>
    private async Task<string?> NextAsync(StreamReader reader, string begin)
    {
        while (await reader.ReadLineAsync(_token) is { } line)
        {
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return line[begin.Length..];
            }
        }

        return null;
    }
}

using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class MetricsTests
{
    private const string Model = "{model=\"acme/Foo-4bit\"}";

    [Fact]
    public async Task Before_the_first_request_there_is_no_model_and_no_client_in_the_text()
    {
        await using var peer = await Peer.StartAsync();
        peer.Time.Advance(TimeSpan.FromSeconds(25.7));

        using var response = await peer.GetAsync("/admin/metrics");

        var text = await Peer.TextAsync(response);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("# HELP lmx_requests_total Total inference requests.\n# TYPE lmx_requests_total counter\nlmx_requests_total 0\n", text, StringComparison.Ordinal);
        Assert.EndsWith("lmx_queued_requests 0\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlmx_speculative_acceptance_ratio NaN\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlmx_uptime_seconds 25.7\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlmx_memory_used_gb 214.77\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("lmx_client", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finished_requests_are_counted_by_model_and_by_client()
    {
        await using var peer = await Peer.StartAsync();

        await peer.StreamAsync(5);
        await AskAsync(peer, 3, false, ("x-client-id", "optaops"));

        var lines = await LinesAsync(peer);
        Assert.Equal("2", lines["lmx_requests_total"]);
        Assert.Equal("1", lines["lmx_stream_requests_total"]);
        Assert.Equal("8", lines["lmx_model_tokens_total" + Model]);
        Assert.Equal("1", lines["lmx_client_requests_total{client=\"optaops\"}"]);
        Assert.Equal("3", lines["lmx_client_tokens_total{client=\"optaops\"}"]);
        Assert.Equal("2", lines["lmx_request_duration_seconds_count" + Model]);
        Assert.Equal("0.000000", lines["lmx_request_duration_seconds_sum" + Model]);
    }

    [Fact]
    public async Task Buckets_are_cumulative_in_seconds()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Models.AddLoaded(Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(700, 200, 200, 0) }));

        await peer.StreamWithinAsync(TimeSpan.FromMilliseconds(700), 1);
        await peer.StreamWithinAsync(TimeSpan.FromMilliseconds(200), 1);

        var lines = await LinesAsync(peer);
        Assert.Equal("0.900000", lines["lmx_request_duration_seconds_sum" + Model]);
        Assert.Equal(
            ["0", "1", "1", "2", "2"],
            new[] { "0.1", "0.25", "0.5", "1.0", "+Inf" }
                .Select(bound => lines[$"lmx_request_duration_seconds_bucket{{model=\"acme/Foo-4bit\",le=\"{bound}\"}}"]));
    }

    [Fact]
    public async Task Failures_count_as_errors_and_keep_the_pieces_that_came()
    {
        await using var peer = await Peer.StartAsync(server => server.NextStream(new StreamShape { ErrorAfter = 2 }));

        await peer.StreamAsync(9);
        await peer.PostAsync("/v1/chat/completions", """{"model":"acme/Nowhere","messages":[]}""");

        var totals = await peer.JsonAsync("/admin/metrics/json");
        Assert.Equal((1, 1), (totals["total_requests"]!.GetValue<int>(), totals["total_errors"]!.GetValue<int>()));
        Assert.Equal(2, totals["total_completion_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task Waiting_for_a_slot_is_queued_and_not_in_flight()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Slots = 1;
            server.NextStream(new StreamShape { StallAfter = 0 });
        });
        using var running = await peer.ChatAsync();
        using var waiting = await peer.ChatAsync();

        Dictionary<string, string> lines;
        do
        {
            lines = await LinesAsync(peer);
        }
        while (lines["lmx_queued_requests"] != "1");

        Assert.Equal("1", lines["lmx_in_flight_requests"]);
        Assert.Equal("0", lines["lmx_requests_total"]);
    }

    [Fact]
    public async Task A_client_that_gives_up_is_counted_without_an_error()
    {
        await using var peer = await Peer.StartAsync(server => server.NextStream(new StreamShape { StallAfter = 2 }));

        (await peer.ChatAsync()).Dispose();

        while ((await LinesAsync(peer))["lmx_requests_total"] != "1")
        {
            await Task.Yield();
        }

        Assert.Equal("0", (await LinesAsync(peer))["lmx_errors_total"]);
    }

    [Fact]
    public async Task Json_has_the_contracts_fields()
    {
        await using var peer = await Peer.StartAsync();
        await AskAsync(peer, 2, true, ("x-client-id", "optaops"));
        peer.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(
            """{"total_requests":1,"total_errors":0,"total_stream_requests":1,"total_prompt_tokens":1,"total_completion_tokens":2,"""
            + """
            "requests":{"total":1,"errors":0,"stream_total":1,"throughput_1m":0.05},"tokens":{"prompt_total":1,"completion_total":2},
            """
            + """
            "speculative":{"accepted_tokens":0,"rejected_tokens":0,"ignored_tokens":0,"acceptance_ratio":null},
            """
            + """
            "per_model":{"acme/Foo-4bit":{"requests":1,"errors":0,"completion_tokens":2}},"uptime_seconds":20.0,
            """
            + """
            "per_client":{"optaops":{"requests":1,"errors":0,"completion_tokens":2}},"schema_version":"2026-03-02"}
            """,
            await Peer.TextAsync(await peer.GetAsync("/admin/metrics/json")));
    }

    [Fact]
    public async Task Throughput_forgets_what_is_older_than_a_minute_and_a_restart_forgets_everything()
    {
        await using var peer = await Peer.StartAsync();
        await peer.StreamAsync();
        peer.Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(0, (await peer.JsonAsync("/admin/metrics/json"))["requests"]!["throughput_1m"]!.GetValue<double>());
        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, (await peer.JsonAsync("/admin/metrics/json"))["total_requests"]!.GetValue<int>());
    }

    private static async Task AskAsync(Peer peer, int maxTokens, bool stream, params (string Name, string Value)[] headers)
    {
        using var response = await peer.PostAsync(
            "/v1/chat/completions",
            $$"""{"model":"{{Peer.Model}}","messages":[],"max_tokens":{{maxTokens}},"stream":{{(stream ? "true" : "false")}}}""",
            headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Peer.TextAsync(response);
    }

    private static async Task<Dictionary<string, string>> LinesAsync(Peer peer) =>
        (await Peer.TextAsync(await peer.GetAsync("/admin/metrics"))).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => line[(line.LastIndexOf(' ') + 1)..]);
}

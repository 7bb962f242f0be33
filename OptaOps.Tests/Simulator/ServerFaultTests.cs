using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class ServerFaultTests
{
    [Fact]
    public async Task A_fault_meets_the_next_request_to_its_path_only()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Faults.Next("/admin/status", SimulatedFault.Answer(500, """{"detail":"no"}""")));

        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/healthz")).StatusCode);
        Assert.Equal("""{"detail":"no"}""", await Peer.TextAsync(await peer.GetAsync("/admin/status")));
        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/admin/status")).StatusCode);
    }

    [Fact]
    public async Task A_lasting_fault_stays_until_cleared()
    {
        await using var peer = await Peer.StartAsync(server => server.Faults.Always(FaultScript.AnyPath, SimulatedFault.Html()));

        Assert.Equal("text/html; charset=utf-8", (await peer.GetAsync("/healthz")).Content.Headers.ContentType!.ToString());
        Assert.StartsWith("<!doctype html>", await Peer.TextAsync(await peer.GetAsync("/admin/status")), StringComparison.Ordinal);
        peer.Server.Faults.Clear();
        Assert.NotNull((await peer.JsonAsync("/healthz"))["status"]);
    }

    [Fact]
    public async Task An_unhandled_exception_is_plain_text_without_a_request_id()
    {
        await using var peer = await Peer.StartAsync(server => server.Faults.Next("/healthz", SimulatedFault.InternalServerError));

        using var response = await peer.GetAsync("/healthz");

        Assert.Equal("Internal Server Error", await Peer.TextAsync(response));
        Assert.False(response.Headers.Contains("x-request-id"));
    }

    [Fact]
    public async Task Truncated_json_does_not_parse()
    {
        await using var peer = await Peer.StartAsync(server => server.Faults.Next("/admin/models", SimulatedFault.TruncatedJson));

        await Assert.ThrowsAnyAsync<JsonException>(() => peer.JsonAsync("/admin/models"));
    }

    [Fact]
    public async Task A_closed_connection_gives_no_reply()
    {
        await using var peer = await Peer.StartAsync(server => server.Faults.Always("/admin/status", SimulatedFault.Close));

        await Assert.ThrowsAsync<HttpRequestException>(() => peer.GetAsync("/admin/status"));
    }

    [Fact]
    public async Task A_hanging_request_ends_with_the_clients_patience()
    {
        await using var peer = await Peer.StartAsync(server => server.Faults.Next("/healthz", SimulatedFault.Hang));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var hanging = peer.Http.GetAsync("/healthz", patience.Token);
        await peer.Server.Requests.WaitForAsync("/healthz", 1, TestContext.Current.CancellationToken);
        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
    }

    [Fact]
    public async Task A_delayed_answer_waits_for_the_clock()
    {
        await using var peer = await Peer.StartAsync(
            server => server.Faults.Next("/healthz", SimulatedFault.Delay(TimeSpan.FromSeconds(4))));

        var answer = peer.GetAsync("/healthz");
        await peer.Server.Requests.WaitForAsync("/healthz", 1, TestContext.Current.CancellationToken);
        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    [Fact]
    public async Task Any_field_of_any_answer_can_be_taken_away()
    {
        await using var peer = await Peer.StartAsync(server => server.Rewrite = (path, body) =>
        {
            if (path == "/admin/status")
            {
                ((JsonObject)body["memory"]!).Remove("used_gb");
            }

            return body;
        });

        Assert.Null((await peer.JsonAsync("/admin/status"))["memory"]!["used_gb"]);
        Assert.NotNull((await peer.JsonAsync("/admin/memory"))["used_gb"]);
    }

    [Fact]
    public async Task A_stopped_server_refuses_connections()
    {
        await using var peer = await Peer.StartAsync();

        await peer.Simulator.StopAsync();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => peer.GetAsync("/healthz"));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
    }

    [Fact]
    public async Task A_restart_keeps_the_port_and_the_models_but_no_uptime_and_no_counters()
    {
        await using var peer = await Peer.StartAsync();
        await peer.StreamAsync();
        peer.Time.Advance(TimeSpan.FromHours(2));

        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, (await peer.JsonAsync("/admin/status"))["uptime_seconds"]!.GetValue<double>());
        var model = (await peer.JsonAsync("/admin/models"))["loaded"]![0]!;
        Assert.Equal(0, model["request_count"]!.GetValue<int>());
        Assert.Equal(1771857200.0, model["loaded_at"]!.GetValue<double>());
    }

    [Fact]
    public async Task A_load_that_crashes_the_process_closes_the_socket_and_then_the_port()
    {
        var bad = new SimulatedModel("acme/Bad") { LoadOutcome = SimulatedLoadOutcome.Crash };
        await using var peer = await Peer.StartAsync(server => server.Models.Add(bad));

        await Assert.ThrowsAsync<HttpRequestException>(() => peer.LoadAsync(bad.Id));
        await peer.Simulator.StopAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => peer.GetAsync("/healthz"));
        await peer.Simulator.RestartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Received_requests_are_kept_with_their_headers_and_bodies()
    {
        await using var peer = await Peer.StartAsync();

        await peer.PostAsync("/admin/models/unload", """{"model_id":"x"}""", ("x-client-id", "optaops"));

        var request = Assert.Single(peer.Server.Requests.All);
        Assert.Equal(("POST", "/admin/models/unload", """{"model_id":"x"}"""), (request.Method, request.Path, request.Body));
        Assert.Equal("optaops", request.Headers["X-Client-Id"]);
    }
}

using System.Net;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Simulator;

public sealed class ModelLoadTests
{
    private static readonly SimulatedModel Second = new("acme/Bar-8bit") { MemoryGb = 40 };

    [Fact]
    public async Task Loading_a_loaded_model_succeeds_without_figures()
    {
        await using var peer = await Peer.StartAsync();

        Assert.Equal(
            """{"success":true,"model_id":"acme/Foo-4bit","memory_after_load_gb":null,"time_to_load_ms":null}""",
            await Peer.TextAsync(await peer.LoadAsync(Peer.Model)));
    }

    [Fact]
    public async Task A_load_takes_memory_and_an_unload_frees_it()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second));

        Assert.Equal(
            """{"success":true,"model_id":"acme/Bar-8bit","memory_after_load_gb":254.77,"time_to_load_ms":0.0}""",
            await Peer.TextAsync(await peer.LoadAsync(Second.Id)));
        Assert.Equal(
            """{"success":true,"model_id":"acme/Bar-8bit","memory_freed_gb":40.0}""",
            await Peer.TextAsync(await peer.PostAsync("/admin/models/unload", """{"model_id":"acme/Bar-8bit"}""")));
        Assert.Equal(214.77, (await peer.JsonAsync("/admin/status"))["memory"]!["used_gb"]!.GetValue<double>());
    }

    [Fact]
    public async Task Unloading_what_is_not_loaded_is_a_404_that_names_the_field()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.PostAsync("/admin/models/unload", """{"model_id":"acme/Nowhere"}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("model_not_found", await CodeAsync(response));
    }

    [Theory]
    [InlineData("acme/Nowhere", "Model not found locally")]
    [InlineData("acme/Half", "Model cache is incomplete")]
    public async Task A_missing_model_asks_for_a_download_in_nine_keys(string id, string message)
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.DownloadsEnabled = true;
            server.Models.Add(new("acme/Half") { Cache = SimulatedCache.Incomplete });
        });

        using var response = await peer.LoadAsync(id);

        var body = (await Peer.BodyAsync(response)).AsObject();
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(9, body.Count);
        Assert.Equal("download_required", body["status"]!.GetValue<string>());
        Assert.Matches("^dl-.{22}$", body["confirmation_token"]!.GetValue<string>());
        Assert.StartsWith(message, body["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_model_is_forbidden_while_downloads_are_disabled()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.LoadAsync("acme/Nowhere");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("downloads_disabled", await CodeAsync(response));
    }

    [Fact]
    public async Task An_automatic_download_starts_at_once()
    {
        await using var peer = await Peer.StartAsync(server => server.DownloadsEnabled = true);

        var body = await Peer.BodyAsync(await peer.LoadAsync("acme/Nowhere", ",\"auto_download\":true"));

        Assert.Equal("downloading", body["status"]!.GetValue<string>());
        Assert.Null(body["confirmation_token"]);
        Assert.Equal($"/admin/models/download/{body["download_id"]}/progress", body["progress_url"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_snapshots_path_loads_what_the_cache_does_not_find_and_becomes_the_id()
    {
        var half = new SimulatedModel("acme/Half") { Cache = SimulatedCache.Incomplete };
        await using var peer = await Peer.StartAsync(server => server.Models.Add(half));

        Assert.Equal(HttpStatusCode.OK, (await peer.LoadAsync(half.SnapshotPath)).StatusCode);
        Assert.NotNull(peer.Server.Models.FindLoaded(half.SnapshotPath));
    }

    [Theory]
    [InlineData(SimulatedLoadOutcome.Quarantined, 409, "model_unstable")]
    [InlineData(SimulatedLoadOutcome.CanaryFailed, 409, "model_canary_failed")]
    [InlineData(SimulatedLoadOutcome.ProbeFailed, 409, "model_probe_failed")]
    [InlineData(SimulatedLoadOutcome.LoadTimeout, 409, "model_load_timeout")]
    [InlineData(SimulatedLoadOutcome.LoaderCrashed, 409, "model_loader_crashed")]
    [InlineData(SimulatedLoadOutcome.UnsupportedBackend, 422, "model_unsupported_backend")]
    [InlineData(SimulatedLoadOutcome.InternalError, 500, "internal_error")]
    [InlineData(SimulatedLoadOutcome.InsufficientDisk, 507, "insufficient_disk")]
    public async Task A_failing_load_answers_its_code(SimulatedLoadOutcome outcome, int status, string code)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second with { LoadOutcome = outcome }));

        using var response = await peer.LoadAsync(Second.Id);

        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
        Assert.Null(peer.Server.Models.FindLoaded(Second.Id));
    }

    [Theory]
    [InlineData(",\"backend\":\"llama\"", 400, "invalid_value")]
    [InlineData(",\"max_context_length\":4096", 400, "not_supported")]
    public async Task A_load_refuses_what_lmx_does_not_take(string more, int status, string code)
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second));

        using var response = await peer.LoadAsync(Second.Id, more);

        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task An_estimate_that_does_not_fit_evicts_the_least_recently_used_model()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second with { MemoryGb = 300 }));

        Assert.Equal(HttpStatusCode.OK, (await peer.LoadAsync(Second.Id, ",\"performance_overrides\":{\"memory_estimate_gb\":300}")).StatusCode);
        Assert.Equal([Second.Id], peer.Server.Models.Loaded.Select(loaded => loaded.Id));
    }

    [Fact]
    public async Task A_model_that_crosses_the_threshold_is_dropped_again()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second with { MemoryGb = 260 }));

        using var response = await peer.LoadAsync(Second.Id);

        Assert.Equal((507, "insufficient_memory"), ((int)response.StatusCode, await CodeAsync(response)));
        Assert.Equal([Peer.Model], peer.Server.Models.Loaded.Select(loaded => loaded.Id));
    }

    [Fact]
    public async Task While_a_model_loads_nothing_answers()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second with { LoadTime = TimeSpan.FromMinutes(3) }));
        var load = peer.LoadAsync(Second.Id);
        await peer.Server.Requests.WaitForAsync("/admin/models/load", 1, TestContext.Current.CancellationToken);
        var health = peer.GetAsync("/healthz");
        await peer.Server.Requests.WaitForAsync("/healthz", 1, TestContext.Current.CancellationToken);

        // The load's timer may start after a step of the clock, so the clock steps on until it has fired.
        while (!load.IsCompleted)
        {
            peer.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal(HttpStatusCode.OK, (await load).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await health).StatusCode);
    }

    [Fact]
    public async Task A_question_asked_during_a_load_is_seen_after_it()
    {
        await using var peer = await Peer.StartAsync(server =>
        {
            server.Models.Add(Second with { LoadTime = TimeSpan.FromMinutes(3) });
            server.Models.AddLoaded(Peer.Foo with { Timing = SimulatedTiming.FromMilliseconds(500, 500, 500, 0) });
        });
        var load = peer.LoadAsync(Second.Id);
        while (!peer.Server.Models.IsReading)
        {
            await Task.Yield();
        }

        var answer = peer.ChatAsync(1);
        await peer.Server.Requests.WaitForAsync("/v1/chat/completions", 1, TestContext.Current.CancellationToken);
        peer.Time.Advance(TimeSpan.FromMinutes(3));
        await load;
        using var response = await answer;
        peer.Time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(1, (await peer.JsonAsync("/admin/status"))["in_flight_requests"]!.GetValue<int>());
        peer.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Single(SseText.Pieces(await Peer.TextAsync(response)));
    }

    [Fact]
    public async Task A_load_goes_on_when_its_caller_hangs_up()
    {
        await using var peer = await Peer.StartAsync(server => server.Models.Add(Second with { LoadTime = TimeSpan.FromMinutes(3) }));
        using (var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            using var content = new StringContent("""{"model_id":"acme/Bar-8bit"}""", null, "application/json");
            var load = peer.Http.PostAsync("/admin/models/load", content, impatient.Token);
            await peer.Server.Requests.WaitForAsync("/admin/models/load", 1, TestContext.Current.CancellationToken);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        }

        while (peer.Server.Models.FindLoaded(Second.Id) is null)
        {
            peer.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        (await Peer.BodyAsync(response))["error"]!["code"]!.GetValue<string>();
}

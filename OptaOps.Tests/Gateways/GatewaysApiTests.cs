using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Core.Events;
using OptaOps.Core.Gateways;
using OptaOps.Core.Live;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Gateways;

public sealed class GatewaysApiTests
{
    private static readonly string[] NoNodes = ["--Simulator:Enabled", "false", "--Gateways:CheckEvery", "00:00:02"];
    private static readonly string[] Configured = ["--Gateways:Items:0:Name", "Conf", "--Gateways:Items:0:Address", "http://127.0.0.1:9"];

    [Fact]
    public async Task A_gateway_is_added_proven_changed_remembered_over_a_restart_and_removed()
    {
        await using var peer = await GatewaySimulator.StartAsync(new SimulatedGateway("peer"), TimeProvider.System);
        string storage;
        await using (var app = await App.StartAsync(null, NoNodes))
        {
            storage = app.Storage;
            using var added = await app.Http.PostAsJsonAsync("/api/v1/gateways", new { name = "Mono", address = $"{peer.Address}" }, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.Created, "/api/v1/gateways/1"), (added.StatusCode, added.Headers.Location?.ToString()));
            await StateAsync(app, GatewayState.Live);
            using var changed = await app.Http.PutAsJsonAsync("/api/v1/gateways/1", new { name = "Mono2", address = "http://127.0.0.1:9" }, TestContext.Current.CancellationToken);
            Assert.Equal("Mono2", (await changed.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["name"]!.GetValue<string>());
            await StateAsync(app, GatewayState.Refused);
        }

        await using var again = await App.StartAsync(storage, NoNodes);
        await StateAsync(again, GatewayState.Refused);
        var history = (await again.Http.GetFromJsonAsync<JsonNode>("/api/v1/gateways/1/history", TestContext.Current.CancellationToken))!;
        Assert.Equal(["live", "refused"], history["spells"]!.AsArray().Select(spell => spell!["state"]!.GetValue<string>()).Distinct());
        using var removed = await again.Http.DeleteAsync("/api/v1/gateways/1", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal("[]", await again.Http.GetStringAsync("/api/v1/gateways", TestContext.Current.CancellationToken));
        Assert.Equal(
            ["gatewayAdded", "gatewayChanged", "stateChanged", "gatewayRemoved"],
            again.Get<Latest<EventBoard>>().Value.Events.Where(told => told.GatewayId == 1).Reverse().Select(told => told.Kind));
    }

    [Fact]
    public async Task The_built_in_gateway_comes_back_after_a_time_without_simulator_but_not_when_it_was_removed()
    {
        string[] simulated = ["--Simulator:Enabled", "true"];
        string storage;
        await using (var app = await App.StartAsync(null, simulated))
        {
            storage = app.Storage;
            Assert.Single(app.Get<Latest<GatewayBoard>>().Value.Gateways);
        }

        await using (var without = await App.StartAsync(storage, NoNodes))
        {
            Assert.Empty(without.Get<Latest<GatewayBoard>>().Value.Gateways);
        }

        await using (var back = await App.StartAsync(storage, simulated))
        {
            var id = Assert.Single(back.Get<Latest<GatewayBoard>>().Value.Gateways).Gateway.Id;
            using var removed = await back.Http.DeleteAsync($"/api/v1/gateways/{id}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        await using var again = await App.StartAsync(storage, simulated);
        Assert.Empty(again.Get<Latest<GatewayBoard>>().Value.Gateways);
    }

    [Theory]
    [InlineData("POST", "", "", "http://127.0.0.1:10", 400, "badName")]
    [InlineData("POST", "", "New", "ftp://127.0.0.1:10", 400, "badAddress")]
    [InlineData("POST", "", "New", "http://token:canary@127.0.0.1:10", 400, "badAddress")]
    [InlineData("POST", "", "New", "http://127.0.0.1:10/?token=canary", 400, "badAddress")]
    [InlineData("POST", "", "New", "http://169.254.169.254", 400, "badAddress")]
    [InlineData("POST", "", "CONF", "http://127.0.0.1:10", 409, "nameTaken")]
    [InlineData("POST", "", "New", "HTTP://127.0.0.1:9/", 409, "addressTaken")]
    [InlineData("PUT", "/1", "New", "http://127.0.0.1:10", 409, "definedInConfiguration")]
    [InlineData("PUT", "/7", "New", "http://127.0.0.1:10", 404, "gatewayNotFound")]
    [InlineData("DELETE", "/1", "", "", 409, "definedInConfiguration")]
    [InlineData("DELETE", "/7", "", "", 404, "gatewayNotFound")]
    [InlineData("GET", "/7", "", "", 404, "gatewayNotFound")]
    [InlineData("GET", "/7/history", "", "", 404, "gatewayNotFound")]
    public async Task What_cannot_be_done_is_a_problem_with_a_code_and_changes_nothing(string method, string path, string name, string address, int status, string code)
    {
        await using var app = await App.StartAsync(null, [.. NoNodes, .. Configured]);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/gateways{path}");
        request.Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { name, address });

        using var response = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((status, code), ((int)response.StatusCode, JsonNode.Parse(problem)!["code"]!.GetValue<string>()));
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
        Assert.Single(app.Get<Latest<GatewayBoard>>().Value.Gateways);
    }

    [Fact]
    public async Task Ports_that_lie_too_close_on_one_machine_are_a_warning_and_no_fault()
    {
        await using var app = await App.StartAsync(
            null,
            [.. NoNodes, "--Gateways:Items:0:Name", "A", "--Gateways:Items:0:Address", "http://mono.invalid:19000", "--Gateways:Items:1:Name", "B", "--Gateways:Items:1:Address", "http://MONO.invalid:19001", "--Gateways:Items:2:Name", "C", "--Gateways:Items:2:Address", "http://mono.invalid:19021"]);

        var warnings = app.Get<Latest<GatewayBoard>>().Value.At(app.Get<TimeProvider>().GetUtcNow()).Select(view => view.Warnings).ToArray();

        Assert.Contains("Port 19000 lies 1 from port 19001 of B", Assert.Single(warnings[0]), StringComparison.Ordinal);
        Assert.Contains("of A", Assert.Single(warnings[1]), StringComparison.Ordinal);
        Assert.Empty(warnings[2]);
    }

    [Fact]
    public async Task A_hanging_gateway_delays_no_other_and_is_not_asked_twice()
    {
        await using var hanging = HttpPeer.OnConnect((_, over) => HttpPeer.HangAsync(over));
        var script = new SimulatedGateway("peer");
        await using var peer = await GatewaySimulator.StartAsync(script, TimeProvider.System);
        await using var app = await App.StartAsync(
            null,
            [.. NoNodes, "--Gateways:Items:0:Name", "Hangs", "--Gateways:Items:0:Address", $"{hanging.Address}", "--Gateways:Items:1:Name", "Lives", "--Gateways:Items:1:Address", $"{peer.Address}"]);

        await StateAsync(app, GatewayState.Live, id: 2);

        Assert.Equal(GatewayState.Checking, app.Get<Latest<GatewayBoard>>().Value.Find(1)!.State);
        await app.Get<GatewayChecker>().CheckOnceAsync(TestContext.Current.CancellationToken);
        Assert.Equal(GatewayState.Checking, app.Get<Latest<GatewayBoard>>().Value.Find(1)!.State);
    }

    internal static async Task<GatewaySnapshot> StateAsync(App app, GatewayState state, int id = 1)
    {
        await foreach (var board in app.Get<Latest<GatewayBoard>>().WatchAsync(TestContext.Current.CancellationToken))
        {
            if (board.Find(id) is { } found && found.State == state)
            {
                return found;
            }
        }

        throw new InvalidOperationException("The board ended.");
    }
}

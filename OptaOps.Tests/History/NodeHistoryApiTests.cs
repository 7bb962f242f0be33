using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Core.Fleet;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.History;

public sealed class NodeHistoryApiTests
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_history_of_a_node_speaks_the_words_of_its_JSON_and_refuses_what_cannot_be_meant()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "true", "--Simulator:Speed", "60");
        var node = await app.NodeAsync(each => each.State == NodeState.Online);
        foreach (var (metric, unit) in new[] { ("memoryUsedGb", "GB"), ("inFlight", "requests"), ("pollLatencyMs", "ms"), ("state", "") })
        {
            var view = JsonNode.Parse(await app.Http.GetStringAsync($"/api/v1/nodes/{node.Id}/history?metric={metric}&points=48", _token))!;
            Assert.Equal((metric, unit, 1800), (view["metric"]!.GetValue<string>(), view["unit"]!.GetValue<string>(), view["bucketSeconds"]!.GetValue<double>()));
            Assert.Equal("notWatched", view["gaps"]![0]!["kind"]!.GetValue<string>());
        }

        await RefusedAsync(app, HttpStatusCode.NotFound, "nodeNotFound", "/api/v1/nodes/999/history");
        await RefusedAsync(app, HttpStatusCode.BadRequest, "badPoints", $"/api/v1/nodes/{node.Id}/history?points=2001");
        await RefusedAsync(app, HttpStatusCode.BadRequest, "emptyRange", $"/api/v1/nodes/{node.Id}/history?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.GetAsync($"/api/v1/nodes/{node.Id}/history?metric=0", _token)).StatusCode);
    }

    private async Task RefusedAsync(App app, HttpStatusCode status, string code, string address)
    {
        var answer = await app.Http.GetAsync(address, _token);
        Assert.Equal((status, code), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(_token))!["code"]!.GetValue<string>()));
    }
}

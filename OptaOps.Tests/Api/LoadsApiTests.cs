using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OptaOps.Tests.Loads;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Api;

public sealed class LoadsApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_loads_a_model_and_follows_the_attempt_to_its_end()
    {
        await using var node = await LoadingNode.WithAsync(LoadingNode.Second);
        var http = node.App.Http;

        using var accepted = await http.PostAsJsonAsync("/api/v1/nodes/1/models/load", new { modelId = LoadingNode.Second.Id }, Cancellation);
        var location = accepted.Headers.Location!;
        await node.App.AttemptAsync(attempt => attempt.EndedAt is not null);
        var end = (await http.GetFromJsonAsync<JsonNode>(location, Cancellation))!;
        using var again = await http.PostAsJsonAsync("/api/v1/nodes/1/models/load", new { modelId = LoadingNode.Second.Id }, Cancellation);
        var problem = (await again.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
        var available = (await http.GetFromJsonAsync<JsonNode>("/api/v1/nodes/1/models/available", Cancellation))!;
        using var none = await http.GetAsync("/api/v1/load-attempts/99", Cancellation);

        Assert.Equal((HttpStatusCode.Accepted, "/api/v1/load-attempts/1"), (accepted.StatusCode, location.ToString()));
        Assert.Equal(("done", "loaded", "load"), (end["state"]!.GetValue<string>(), end["outcome"]!.GetValue<string>(), end["kind"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.Conflict, "modelAlreadyLoaded"), (again.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.Equal([LoadingNode.Second.Id, MeasuredNode.Model], available["models"]!.AsArray().Select(model => model!["id"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}

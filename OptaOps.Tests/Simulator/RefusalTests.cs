using System.Net;

namespace OptaOps.Tests.Simulator;

public sealed class RefusalTests
{
    [Fact]
    public async Task An_unknown_route_is_a_404_with_a_detail()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.GetAsync("/v1/models/acme%2FFoo-4bit");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("""{"detail":"Not Found"}""", await Peer.TextAsync(response));
    }

    [Fact]
    public async Task A_wrong_method_is_a_405_with_a_detail()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.PostAsync("/healthz", "{}");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("""{"detail":"Method Not Allowed"}""", await Peer.TextAsync(response));
    }

    [Fact]
    public async Task Head_is_a_wrong_method()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/healthz"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task A_trailing_slash_is_redirected()
    {
        await using var peer = await Peer.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var response = await http.GetAsync(new Uri(peer.Simulator.Address, "/healthz/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(new Uri(peer.Simulator.Address, "/healthz"), response.Headers.Location);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Admin_routes_refuse_a_missing_or_wrong_key_with_403(string? key)
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");
        if (key is not null)
        {
            peer.Http.DefaultRequestHeaders.Add("X-Admin-Key", key);
        }

        using var response = await peer.GetAsync("/admin/status");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.NotNull((await Peer.BodyAsync(response))["detail"]);
    }

    [Fact]
    public async Task A_bearer_token_opens_no_admin_route()
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");
        peer.Http.DefaultRequestHeaders.Add("Authorization", "Bearer admin-key");

        Assert.Equal(HttpStatusCode.Forbidden, (await peer.GetAsync("/admin/models")).StatusCode);
    }

    [Theory]
    [InlineData("X-Admin-Key", "admin-key", HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer admin-key", HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer inference-key", HttpStatusCode.OK)]
    [InlineData("X-Api-Key", "inference-key", HttpStatusCode.OK)]
    [InlineData("Authorization", "bearer inference-key", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("X-Other", "", HttpStatusCode.Unauthorized)]
    public async Task Inference_routes_take_either_key_and_refuse_with_401(string header, string value, HttpStatusCode expected)
    {
        await using var peer = await Peer.StartAsync(server => (server.AdminKey, server.InferenceKey) = ("admin-key", "inference-key"));
        peer.Http.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        Assert.Equal(expected, (await peer.GetAsync("/v1/models")).StatusCode);
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");

        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Under_memory_pressure_everything_but_health_is_shed_before_the_key_is_looked_at()
    {
        await using var peer = await Peer.StartAsync(server => (server.AdminKey, server.BaseUsedGb) = ("admin-key", 330));

        using var shed = await peer.GetAsync("/admin/status");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, shed.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), shed.Headers.RetryAfter!.Delta);
        var error = (await Peer.BodyAsync(shed))["error"]!.AsObject();
        Assert.Equal("overloaded", error["code"]!.GetValue<string>());
        Assert.False(error.ContainsKey("param"));
        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await peer.GetAsync("/readyz")).StatusCode);
    }

    [Fact]
    public async Task Broken_json_is_a_422_even_without_a_key()
    {
        await using var peer = await Peer.StartAsync(server => server.AdminKey = "admin-key");

        using var response = await peer.PostAsync("/admin/models/load", "{");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("json_invalid", (await Peer.BodyAsync(response))["detail"]![0]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_missing_field_is_a_422_that_names_it()
    {
        await using var peer = await Peer.StartAsync();

        using var response = await peer.PostAsync("/admin/models/unload", "{}");

        Assert.Equal(
            """{"detail":[{"type":"missing","loc":["body","model_id"],"msg":"Field required","input":{}}]}""", await Peer.TextAsync(response));
    }
}

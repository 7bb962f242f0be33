using System.Net;
using System.Net.WebSockets;
using System.Text;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Access;

/// <summary>Open on loopback as shipped: then the origin is all that keeps another site's page in the same browser out.</summary>
public sealed class OriginTests(OriginTests.OpenApp open) : IClassFixture<OriginTests.OpenApp>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly App _app = open.App;

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor?id=1")]
    [InlineData("POST", "/api/v1/benchmarks")]
    [InlineData("POST", "/api/v1/benchmarks/1/cancel")]
    [InlineData("PATCH", "/api/v1/benchmarks/1")]
    [InlineData("DELETE", "/api/v1/benchmarks/1")]
    [InlineData("PUT", "/api/v1/nodes/1")]
    [InlineData("POST", "/login")]
    [InlineData("POST", "/logout")]
    [InlineData("POST", "/")]
    public async Task A_page_of_another_site_opens_no_circuit_and_changes_nothing(string method, string path)
    {
        var own = _app.Address.Authority;
        foreach (var origin in new[] { "http://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1", $"http://{own}.evil.example", $"http://evil@{own}x", $"http://{own}, http://evil.example" })
        {
            using var answer = await SendAsync(method, path, origin);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("foreignOrigin", await GuardedApp.ProblemCodeAsync(answer));
        }
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", HttpStatusCode.OK)]
    [InlineData("DELETE", "/api/v1/benchmarks/1", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/v1/benchmarks/1/cancel", HttpStatusCode.NotFound)]
    public async Task Our_own_page_and_a_script_without_an_origin_pass(string method, string path, HttpStatusCode status)
    {
        using var page = await SendAsync(method, path, $"http://{_app.Address.Authority}");
        using var script = await SendAsync(method, path, null);

        Assert.Equal(status, page.StatusCode);
        Assert.Equal(status, script.StatusCode);
    }

    [Fact]
    public async Task Reading_is_free_for_all_since_a_browser_hides_the_answer_from_other_sites()
    {
        using var answer = await SendAsync("GET", "/api/v1/nodes", "http://evil.example");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_web_socket_of_a_circuit_opens_for_our_own_page()
    {
        using var socket = Socket($"http://{_app.Address.Authority}");

        await socket.ConnectAsync(CircuitAddress, _token);

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task The_web_socket_of_a_circuit_stays_shut_for_another_site(string origin)
    {
        using var socket = Socket(origin);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(CircuitAddress, _token));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("evil.example.")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("local.example")]
    public async Task A_name_that_a_site_could_own_is_refused_while_nothing_else_guards(string host)
    {
        foreach (var path in new[] { "/", "/api/v1/nodes", "/_blazor/negotiate" })
        {
            using var answer = await AsAsync(_app, path, host);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.Equal("foreignHost", await GuardedApp.ProblemCodeAsync(answer));
        }

        await using var guarded = await App.StartAsync(null, "--Simulator:Enabled", "false", "--Access:Token", "a-token-of-some-length");
        using var asked = await AsAsync(guarded, "/api/v1/nodes", host);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("192.168.188.7:5080")]
    [InlineData("[::1]:5080")]
    [InlineData("localhost")]
    [InlineData("studio:5080")]
    [InlineData("studio.local.")]
    [InlineData("OPS.LAN")]
    public async Task Addresses_and_names_of_the_local_network_are_answered(string host)
    {
        using var answer = await AsAsync(_app, "/api/v1/nodes", host);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task With_AllowedHosts_set_another_name_of_this_machine_is_refused()
    {
        await using var app = await App.StartAsync(null, "--Simulator:Enabled", "false", "--AllowedHosts", "ops.lan");
        foreach (var path in new[] { "/", "/api/v1/nodes", "/css/tokens.css" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "ops.lan"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "OPS.LAN:5080"));
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(path, "evil.example"));
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(path, "ops.lan.evil.example"));
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(path, "notops.lan:5080"));
        }

        async Task<HttpStatusCode> StatusAsync(string path, string host)
        {
            using var answer = await AsAsync(app, path, host);
            return answer.StatusCode;
        }
    }

    private Uri CircuitAddress => new UriBuilder(_app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;

    private async Task<HttpResponseMessage> AsAsync(App app, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, path)) { Headers = { Host = host } };
        return await app.Http.SendAsync(request, _token);
    }

    private static ClientWebSocket Socket(string origin)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Origin", origin);
        return socket;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? origin)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_app.Address, path));
        if (method is "POST" or "PATCH" or "PUT")
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        return await _app.Http.SendAsync(request, _token);
    }

    /// <summary>One for all tests here; none of them changes it.</summary>
    public sealed class OpenApp : IAsyncLifetime
    {
        internal App App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await App.StartAsync(null, "--Simulator:Enabled", "false");

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}

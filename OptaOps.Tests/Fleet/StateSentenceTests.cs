using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Fleet;

/// <summary>Each state tells why it is, and what to do.</summary>
public sealed class StateSentenceTests
{
    private static readonly LmxFault LateFault = LmxFaults.Late("/admin/status", TimeSpan.FromSeconds(5), answered: true);

    [Theory]
    [InlineData("right", "", null, null, "admin key is needed and none is set", "AdminKey")]
    [InlineData("right", "", "wrong", null, "admin key was refused", "case-sensitive")]
    [InlineData("right", "right too", null, "wrong", "inference key was refused", "AdminKey and InferenceKey")]
    [InlineData("", "right", null, null, "", "")]
    public async Task A_wrong_key_is_named_and_whether_it_is_unset_or_refused(
        string admin, string inference, string? setAdmin, string? setInference, string reason, string step)
    {
        var server = Server();
        (server.AdminKey, server.InferenceKey) = (admin.Length == 0 ? null : admin, inference.Length == 0 ? null : inference);
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address, "--Fleet:Nodes:0:AdminKey", setAdmin ?? "", "--Fleet:Nodes:0:InferenceKey", setInference ?? "");

        var node = admin.Length == 0
            ? await app.NodeAsync(each => each is { State: NodeState.Online, Needs.Benchmark: not null })
            : await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Contains(reason, node.Reason, StringComparison.Ordinal);
        Assert.Contains(step, node.NextStep ?? "", StringComparison.Ordinal);
        Assert.Equal(inference.Length == 0, node.Can.Benchmark);
    }

    [Fact]
    public async Task Without_an_admin_key_the_open_doors_are_shown_and_each_missing_tile_names_its_key()
    {
        var server = Server();
        (server.AdminKey, server.InferenceKey) = ("right", "right too");
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Equal("acme/Foo-4bit", node.Models!.Single().Id);
        Assert.Equal(512, node.Hardware!.MemoryGb);
        Assert.Equal("0.1.0", node.LmxVersion);
        Assert.NotNull(node.AnswerMs);
        Assert.Equal((null, null, null), (node.Memory, node.InFlightRequests, node.UptimeSeconds));
        Assert.Contains("admin key", node.Needs.Status, StringComparison.Ordinal);
        Assert.Contains("admin key", node.Needs.ModelDetails, StringComparison.Ordinal);
        Assert.Contains("inference key", node.Needs.Benchmark, StringComparison.Ordinal);
        var card = (await PageHtml.ReadAsync(app, "/")).QuerySelector("article")!.TextContent;
        Assert.Contains("Needs the admin key; none is set.", card, StringComparison.Ordinal);
        Assert.Contains("Next:", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_lmx_without_a_status_is_online_and_says_what_a_newer_one_would_give()
    {
        var server = Server();
        server.OldVersion = true;
        server.Faults.Always("/admin/status", SimulatedFault.Answer(404, """{"detail":"Not Found"}"""));
        await using var peer = await LmxSimulator.StartAsync(server, TimeProvider.System);
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Online);

        Assert.Equal(NodeKind.Lmx, node.Kind);
        Assert.Contains("older LMX", node.Reason, StringComparison.Ordinal);
        Assert.Contains("newer LMX", node.Needs.Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_refuses_even_healthz_is_no_key_of_the_node()
    {
        await using var peer = new HttpPeer(async (_, stream, cancellationToken) =>
            await stream.WriteAsync(HttpAnswer.Of("""{"detail":"Client certificate required"}""", 403), cancellationToken));
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Unauthorized);

        Assert.Contains("Even /healthz", node.Reason, StringComparison.Ordinal);
        Assert.Contains("Client certificate required", node.Reason, StringComparison.Ordinal);
        Assert.Contains("past the proxy", node.NextStep, StringComparison.Ordinal);
        Assert.False(node.Can.Benchmark);
    }

    [Fact]
    public async Task Another_service_is_called_by_its_own_name()
    {
        await using var peer = new HttpPeer(async (_, stream, cancellationToken) => await stream.WriteAsync(
            HttpAnswer.Of("<!doctype html><title>Router\u0007login</title><p>Sign in", 200, "text/html", "Server: nginx/1.27\r\n"), cancellationToken));
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.WrongService);

        Assert.Contains("Router login", node.Reason, StringComparison.Ordinal);
        Assert.Contains("nginx/1.27", node.Reason, StringComparison.Ordinal);
        Assert.Contains("Check host and port", node.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_to_a_tls_port_that_just_hangs_up_is_told_as_tls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var peer = HttpPeer.OnConnect(async (stream, cancellationToken) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
                await tls.CopyToAsync(Stream.Null, cancellationToken);
            }
            catch (AuthenticationException)
            {
                // Plain text, or a client that only looks.
            }
        });
        await using var app = await WatchAsync(peer.Address);

        var node = await app.NodeAsync(each => each.State == NodeState.Unreachable);

        Assert.Contains("speaks TLS", node.Reason, StringComparison.Ordinal);
        Assert.Contains("https://", node.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Overloaded_says_that_even_an_unload_is_refused_and_how_long_to_wait()
    {
        var fault = new LmxFault(LmxFaultKind.Overloaded, "All requests are refused, even an unload (503).", 503, "overloaded") { RetryAfterSeconds = 30 };

        var node = NodeStates.Failed(Snapshots.New(), fault, Snapshots.Noon);

        Assert.Contains("even an unload", node.Reason, StringComparison.Ordinal);
        Assert.Contains("30 s", node.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Busy_with_a_load_of_ours_names_the_model_and_how_long_its_loads_usually_take()
    {
        var load = new LoadUnderWay("acme/Foo-4bit", Unloads: false, Snapshots.Noon, UsualMs: 70_000);

        var node = NodeStates.Late(Snapshots.New(), LateFault, load, Snapshots.Noon);

        Assert.Equal(NodeState.Busy, node.State);
        Assert.Contains("acme/Foo-4bit", node.Reason, StringComparison.Ordinal);
        Assert.Contains("usually take 1 min 10 s", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_known_load_a_node_is_busy_when_it_is_late_twice_running_and_says_what_is_probable()
    {
        var once = NodeStates.Late(Snapshots.New(), LateFault, null, Snapshots.Noon);
        var node = NodeStates.Late(once, LateFault, null, Snapshots.Noon);

        Assert.Equal((NodeState.Checking, NodeState.Busy), (once.State, node.State));
        Assert.Contains("probably a model is loading", node.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("usually", node.Reason, StringComparison.Ordinal);
    }

    private static SimulatedServer Server()
    {
        var server = new SimulatedServer("peer");
        server.Models.AddLoaded(new SimulatedModel("acme/Foo-4bit") { MemoryGb = 172.43 });
        return server;
    }

    private static Task<App> WatchAsync(Uri address, params string[] more) => App.StartAsync(
        null, ["--Fleet:Nodes:0:Name", "peer", "--Fleet:Nodes:0:Address", address.ToString(), "--Fleet:PollEvery", "00:00:01", .. more]);
}

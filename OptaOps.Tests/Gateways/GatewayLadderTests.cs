using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Gateways;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Gateways;

public sealed class GatewayLadderTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1771850000));

    [Theory]
    [InlineData("closed port", GatewayState.Refused, "Nothing listens")]
    [InlineData("accept and hang", GatewayState.Silent, "not a byte within 0.3 s")]
    [InlineData("accept and hang up", GatewayState.Silent, "hung up without a byte")]
    [InlineData("file server", GatewayState.AnotherService, "“SimpleHTTP/0.6 Python/3.12.3” with a page titled “Error response”; healthz gave 404 text/html")]
    [InlineData("single page app", GatewayState.AnotherService, "a page titled “Grafana”; healthz gave 200 text/html")]
    [InlineData("ok without status", GatewayState.AnotherService, "healthz gave 200 application/json")]
    [InlineData("half a character", GatewayState.AnotherService, "healthz gave 200 application/json")]
    [InlineData("redirect", GatewayState.AnotherService, "healthz gave 302")]
    [InlineData("slow loris", GatewayState.TooSlow, "no whole answer within 0.3 s")]
    [InlineData("endless answer", GatewayState.AnotherService, "“flood”; its answer is larger than any of a gateway")]
    [InlineData("not HTTP", GatewayState.AnotherService, "does not speak HTTP")]
    [InlineData("TLS", GatewayState.TlsMismatch, "speaks TLS, the address is plain http")]
    [InlineData("new gateway", GatewayState.Live, "Ready. Identity proven; sign-in is not tested.")]
    [InlineData("old gateway", GatewayState.LiveOlder, "older than 2026.3.1, without /healthz")]
    [InlineData("not ready", GatewayState.NotReady, "failing: startup-sidecars, channel:telegram")]
    [InlineData("challenge then 1008", GatewayState.PairingRequired, "The gateway is alive and closed the socket (1008) with “device identity required: pairing”")]
    [InlineData("1008 at once", GatewayState.Unauthorized, "closed the socket (1008) with “unauthorized: gateway token missing”")]
    public async Task Whatever_listens_there_is_told_apart(string fixture, GatewayState state, string said)
    {
        var (address, peer, patienceMs) = await GatewayFixtures.StartAsync(fixture);
        await using var listening = peer;
        using var check = new LadderCheck(address, TimeProvider.System, patienceMs);

        var found = await check.CheckAsync();

        Assert.Equal(state, found.State);
        Assert.Contains(said, found.Reason, StringComparison.Ordinal);
        Assert.True(found.NextStep is not null || state == GatewayState.Live);
        Assert.Null(found.Pending);
    }

    [Theory]
    [InlineData("http://no-such-host.invalid:19001", GatewayState.NameNotFound, "Check the spelling")]
    [InlineData("http://no-such-host.local:19001", GatewayState.NameNotFound, ".local names")]
    [InlineData("http://169.254.169.254:80", GatewayState.Unreachable, "gateway's machine")]
    public async Task A_name_without_an_address_and_an_address_that_is_never_called_say_so(string address, GatewayState state, string cure)
    {
        using var check = new LadderCheck(new Uri(address), TimeProvider.System);

        var found = await check.CheckAsync();

        Assert.Equal(state, found.State);
        Assert.Contains(cure, found.NextStep, StringComparison.Ordinal);
        Assert.Equal(GatewayRung.NotAsked, found.Ladder.Health);
    }

    [Fact]
    public void Refused_by_another_machine_hints_at_a_gateway_bound_to_loopback()
    {
        var refused = new GatewayFindings(new PortAnswer(PortOutcome.Refused, "port refused", null));

        var (_, _, remote) = GatewaySentences.Of(new Gateway(1, "Mono", new Uri("http://mono512.local:19001"), GatewaySource.Saved), refused);
        var (_, _, local) = GatewaySentences.Of(new Gateway(1, "Mono", new Uri("http://127.0.0.1:19001"), GatewaySource.Saved), refused);

        Assert.Contains("gateway.bind to lan", remote, StringComparison.Ordinal);
        Assert.DoesNotContain("gateway.bind", local, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_socket_is_asked_once_then_every_15_minutes_and_at_once_when_readiness_changes()
    {
        var script = new SimulatedGateway("peer");
        await using var peer = await GatewaySimulator.StartAsync(script, _time);
        using var check = new LadderCheck(peer.Address, _time);
        await check.CheckAsync();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await check.CheckAsync();
        }

        Assert.Equal((6, 1), (script.HealthAsked, script.SocketsOpened));
        Assert.Equal(TimeSpan.FromSeconds(50), _time.GetUtcNow() - check.Last.Ladder.Challenge.At);
        script.Ready = false;
        Assert.Equal(GatewayState.NotReady, (await check.CheckAsync()).State);
        Assert.Equal(2, script.SocketsOpened);
        _time.Advance(TimeSpan.FromMinutes(15));
        await check.CheckAsync();
        Assert.Equal(3, script.SocketsOpened);
    }

    [Fact]
    public async Task An_older_gateway_is_not_asked_for_its_challenge_at_every_miss_of_healthz()
    {
        var script = new SimulatedGateway("peer") { OldVersion = true };
        await using var peer = await GatewaySimulator.StartAsync(script, _time);
        using var check = new LadderCheck(peer.Address, _time);
        for (var i = 0; i < 80; i++)
        {
            Assert.Equal(GatewayState.LiveOlder, (await check.CheckAsync()).State);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(1, script.SocketsOpened);
    }

    [Fact]
    public async Task One_missed_check_keeps_the_word_with_a_note_the_second_changes_it_and_good_news_is_believed_at_once()
    {
        var peer = await GatewaySimulator.StartAsync(new SimulatedGateway("peer"), _time);
        using var check = new LadderCheck(peer.Address, _time);
        await check.CheckAsync();
        await peer.DisposeAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        var firstMiss = _time.GetUtcNow();

        var pending = await check.CheckAsync();
        Assert.Equal(GatewayState.Live, pending.State);
        Assert.Contains("One check missed: Nothing listens", pending.Pending, StringComparison.Ordinal);
        Assert.Equal(RungOutcome.Missed, pending.Ladder.Port.Outcome);

        _time.Advance(TimeSpan.FromSeconds(10));
        var down = await check.CheckAsync();
        Assert.Equal((GatewayState.Refused, firstMiss, null), (down.State, down.Since, down.Pending));

        await using var again = await GatewaySimulator.StartAsync(new SimulatedGateway("peer"), _time, peer.Address.Port);
        Assert.Equal(GatewayState.Live, (await check.CheckAsync()).State);
    }

    [Fact]
    public async Task What_a_stranger_says_is_one_short_clean_line()
    {
        await using var peer = new HttpPeer(async (_, stream, over) =>
        {
            var page = $"<title>\u202e<img onerror=x>{new string('t', 250)}\n</title>";
            await stream.WriteAsync(HttpAnswer.Of($"<title>a\u202eb\nc{new string('t', 250)}</title>{page}", 404, "text/html", "Connection: close\r\n"), over);
            stream.Close();
        });
        using var check = new LadderCheck(peer.Address, TimeProvider.System);

        var found = await check.CheckAsync();

        Assert.Contains("“a b c", found.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', found.Reason);
        Assert.InRange(found.Reason.Length, 1, 500);
    }
}

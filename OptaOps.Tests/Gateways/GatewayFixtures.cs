using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OptaOps.Tests.Support;
using OptaOps.Web.Simulator;

namespace OptaOps.Tests.Gateways;

/// <summary>What may listen where a gateway is expected, each on a real socket.</summary>
internal static class GatewayFixtures
{
    public const string NotFoundPage = "<!DOCTYPE HTML><html><head><title>Error response</title></head><body>404</body></html>";

    /// <summary>The peer and the patience, in milliseconds, that suits it.</summary>
    public static async Task<(Uri Address, IAsyncDisposable Peer, int PatienceMs)> StartAsync(string fixture)
    {
        switch (fixture)
        {
            case "closed port":
                using (var closed = new TcpListener(IPAddress.Loopback, 0))
                {
                    closed.Start();
                    return (new Uri($"http://{closed.LocalEndpoint}"), Nothing.ToDispose, 20_000);
                }

            case "accept and hang":
                return Of(HttpPeer.OnConnect((_, over) => HttpPeer.HangAsync(over)), 300);
            case "accept and hang up":
                return Of(HttpPeer.OnConnect((_, _) => Task.CompletedTask));
            case "file server":
                return Of(Always(HttpAnswer.Of(NotFoundPage, 404, "text/html;charset=utf-8", "Server: SimpleHTTP/0.6 Python/3.12.3\r\nConnection: close\r\n")));
            case "single page app":
                return Of(Always(HttpAnswer.Of("<html><title>Grafana</title></html>", contentType: "text/html", moreHeaders: "Connection: close\r\n")));
            case "ok without status":
                return Of(Always(HttpAnswer.Of("""{"ok":true}""", moreHeaders: "Connection: close\r\n")));
            case "half a character":
                return Of(Always(HttpAnswer.Of("""{"ok":true,"status":"\ud800"}""", moreHeaders: "Connection: close\r\n")));
            case "redirect":
                return Of(Always(HttpAnswer.Of("", 302, "text/plain", "Location: http://127.0.0.1:9/healthz\r\nConnection: close\r\n")));
            case "slow loris":
                return Of(HttpPeer.OnConnect(DripAsync), 300);
            case "endless answer":
                return Of(HttpPeer.OnConnect(FloodAsync));
            case "not HTTP":
                return Of(HttpPeer.OnConnect((stream, over) => stream.WriteAsync("SSH-2.0-OpenSSH_9.6\r\n"u8.ToArray(), over).AsTask()));
            case "TLS":
                return Of(Tls());
            default:
                var simulator = await GatewaySimulator.StartAsync(Script(fixture), TimeProvider.System);
                return (simulator.Address, simulator, 20_000);
        }
    }

    private static SimulatedGateway Script(string fixture) => fixture switch
    {
        "new gateway" => new("peer"),
        "old gateway" => new("peer") { OldVersion = true },
        "not ready" => new("peer") { Ready = false, Failing = ["startup-sidecars", "channel:telegram"] },
        "challenge then 1008" => new("peer") { ClosesWith = "device identity required: pairing" },
        "1008 at once" => new("peer") { Challenges = false, ClosesWith = "unauthorized: gateway token missing" },
        _ => throw new ArgumentOutOfRangeException(nameof(fixture), fixture, "No such fixture."),
    };

    private static (Uri, IAsyncDisposable, int) Of(HttpPeer peer, int patienceMs = 20_000) => (peer.Address, peer, patienceMs);

    private static HttpPeer Always(byte[] answer) => new(async (_, stream, over) =>
    {
        await stream.WriteAsync(answer, over);
        stream.Close();
    });

    /// <summary>Headers that never end, a byte at a time, as fast as the client reads its patience away.</summary>
    private static async Task DripAsync(NetworkStream stream, CancellationToken over)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Slow: "u8.ToArray(), over);
        await HttpPeer.HangAsync(over);
    }

    private static async Task FloodAsync(NetworkStream stream, CancellationToken over)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: flood\r\n\r\n"u8.ToArray(), over);
        var block = Encoding.ASCII.GetBytes(new string('x', 16 * 1024));
        while (!over.IsCancellationRequested)
        {
            await stream.WriteAsync(block, over);
        }
    }

    private static HttpPeer Tls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return HttpPeer.OnConnect(async (stream, over) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, over);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                // Spoken to plainly.
            }
        });
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public static Nothing ToDispose { get; } = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>What goes wrong before or instead of an answer.</summary>
public sealed class ConnectionFaultTests
{
    [Fact]
    public async Task Nobody_on_the_port_is_refused_with_the_address()
    {
        var peer = new HttpPeer((_, _, _) => Task.CompletedTask);
        await peer.DisposeAsync();
        using var caller = new LmxCaller(peer.Address);

        var answer = await caller.StatusAsync();

        Assert.Equal(LmxFaultKind.Refused, answer.Fault!.Kind);
        Assert.Contains(peer.Address.Authority, answer.Fault.Message, StringComparison.Ordinal);
        Assert.Null(answer.Fault.Status);
        Assert.Null(answer.NodeTime);
    }

    [Theory]
    [InlineData(".invalid", "Check the spelling")]
    [InlineData(".local", ".local names")]
    public async Task A_name_that_does_not_resolve_is_told_with_its_cure(string domain, string cure)
    {
        // One letter too long for any resolver, so that none is asked.
        var host = new string('a', 64) + domain;
        using var caller = new LmxCaller(new Uri($"http://{host}:1234"));

        var fault = (await caller.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.NameNotFound, fault.Kind);
        Assert.Contains(host, fault.Message, StringComparison.Ordinal);
        Assert.Contains(cure, $"{fault.Message} {fault.Cure}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_to_a_plain_port_says_use_http()
    {
        await using var line = new LmxLine(
            HttpPeer.OnConnect(async (stream, cancellationToken) =>
            {
                _ = await stream.ReadAsync(new byte[4096], cancellationToken);
                await stream.WriteAsync(HttpAnswer.Of("Invalid HTTP request received.", 400, "text/plain", "Connection: close\r\n"), cancellationToken);
            }),
            scheme: "https");

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.TlsMismatch, fault.Kind);
        Assert.Contains("does not speak TLS", fault.Message, StringComparison.Ordinal);
        Assert.Contains("http://", fault.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        await using var line = new LmxLine(HttpPeer.OnConnect((stream, _) => ShakeHandsAsync(stream, certificate)), scheme: "https");

        var fault = (await line.StatusAsync()).Fault!;

        Assert.Equal(LmxFaultKind.TlsMismatch, fault.Kind);
        Assert.Contains("certificate", fault.Message, StringComparison.Ordinal);
        Assert.Contains("UntrustedRoot", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_to_a_tls_port_that_says_so_is_told()
    {
        await using var line = LmxLine.Answering("Client sent an HTTP request to an HTTPS server.\n", 400, "text/plain");

        Assert.Equal(TlsFaults.PlainToTls with { Status = 400 }, (await line.StatusAsync()).Fault);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n")]
    [InlineData("220 mail ready\r\n")]
    [InlineData("\0\u0001\u0002\u0003\r\n\r\n")]
    public async Task What_does_not_speak_http_is_another_service(string greeting)
    {
        await using var line = new LmxLine(HttpPeer.OnConnect(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(RawPeer.Head(greeting), cancellationToken);
            await HttpPeer.HangAsync(cancellationToken);
        }));

        Assert.Equal(LmxFaultKind.WrongService, (await line.StatusAsync()).Fault!.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 20")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"uptime_")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"uptime_seconds\":7}\r\n")]
    [InlineData("HTTP/1.1 500 x\r\nContent-Length: 20\r\n\r\nInternal")]
    public async Task An_answer_cut_by_the_end_of_the_connection_is_lost(string sent)
    {
        await using var line = LmxLine.Cutting(RawPeer.Head(sent));

        var answer = await line.StatusAsync();

        Assert.Null(answer.Value);
        Assert.Equal(LmxFaultKind.ConnectionLost, answer.Fault!.Kind);
    }

    [Fact]
    public async Task A_connection_reset_in_mid_body_is_lost()
    {
        await using var line = new LmxLine(async (_, stream, cancellationToken) =>
        {
            await stream.WriteAsync(RawPeer.Head("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"), cancellationToken);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Close();
        });

        Assert.Equal(LmxFaultKind.ConnectionLost, (await line.StatusAsync()).Fault!.Kind);
    }

    [Fact]
    public async Task A_load_whose_connection_breaks_is_not_sent_again()
    {
        await using var line = new LmxLine(async (request, stream, cancellationToken) =>
        {
            if (request.Method == "POST")
            {
                stream.Close();
                return;
            }

            await stream.WriteAsync(HttpAnswer.Of("""{"uptime_seconds":7}"""), cancellationToken);
        });
        Assert.NotNull((await line.StatusAsync()).Value);
        await line.Peer.RequestAsync();

        var answer = await line.LoadAsync();

        Assert.Equal(LmxFaultKind.ConnectionLost, answer.Fault!.Kind);
        Assert.Equal("POST", (await line.Peer.RequestAsync()).Method);
        Assert.Equal(0, line.Peer.RequestsLeft);
    }

    private static async Task ShakeHandsAsync(NetworkStream stream, X509Certificate2 certificate)
    {
        await using var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.CopyToAsync(Stream.Null);
        }
        catch (AuthenticationException)
        {
            // The client does not trust it.
        }
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OptaOps.Core.Gateways;

/// <summary>Opens every connection to a gateway: finds the name, refuses metadata addresses of clouds, connects, and never waits longer than allowed.</summary>
internal sealed class GatewayDoor(GatewayPatience patience, TimeProvider time)
{
    /// <summary>L0.</summary>
    public async Task<PortAnswer> KnockAsync(Uri address, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        try
        {
            var found = await FindAsync(address, cancellationToken);
            if (Array.Exists(found, MetadataAddresses.Has))
            {
                return new(PortOutcome.Forbidden, "metadata address, not called", null);
            }

            using var deadline = new Deadline(patience.Connect, time, cancellationToken);
            using var socket = await ConnectAsync(found, address.Port, deadline.Token);
            return new(PortOutcome.Open, "port open", time.GetElapsedTime(from).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(PortOutcome.TimedOut, $"no connection within {patience.Connect.TotalSeconds:0.#} s", null);
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => new(PortOutcome.Refused, "port refused", null),
                SocketError.TimedOut => new(PortOutcome.TimedOut, "no connection in time", null),
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => new(PortOutcome.NameNotFound, "name not found", null),
                _ => new(PortOutcome.Unreachable, UntrustedText.Shorten(error.Message), null),
            };
        }
    }

    /// <summary>A connection for a request.</summary>
    public async Task<Stream> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(patience.Connect, time, cancellationToken);
        var found = await FindAsync(address, deadline.Token);
        return Array.Exists(found, MetadataAddresses.Has)
            ? throw new SocketException((int)SocketError.AccessDenied)
            : new NetworkStream(await ConnectAsync(found, address.Port, deadline.Token), ownsSocket: true);
    }

    /// <summary>Whether a certificate comes when TLS is spoken to the port. The certificate is not accepted; nothing is sent.</summary>
    public async Task<bool> SpeaksTlsAsync(Uri address, CancellationToken cancellationToken)
    {
        var gaveCertificate = false;
        using var deadline = new Deadline(patience.Connect, time, cancellationToken);
        try
        {
            await using var plain = await OpenAsync(address, deadline.Token);
            await using var tls = new SslStream(plain, leaveInnerStreamOpen: true, (_, certificate, _, _) =>
            {
                gaveCertificate = certificate is not null;
                return false;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.DnsSafeHost }, deadline.Token);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Whatever ended it, the certificate came or not.
        }

        return gaveCertificate;
    }

    private static async Task<Socket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(address.DnsSafeHost, out var literal))
        {
            return [literal];
        }

        using var deadline = new Deadline(patience.Name, time, cancellationToken);
        try
        {
            return await Dns.GetHostAddressesAsync(address.IdnHost, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}

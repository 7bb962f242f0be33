using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OptaOps.Core.Lmx;

/// <summary>Whether a port shows a certificate. Nothing is sent beyond the first words of the handshake, and no certificate is accepted.</summary>
internal static class TlsDoor
{
    public static async Task<bool> IsOpenAsync(Uri address, TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        var shown = false;
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.IdnHost, address.Port, either.Token);
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) =>
            {
                shown = certificate is not null;
                return false;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, either.Token);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or SocketException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Ends like this always: no certificate is accepted.
        }

        return shown;
    }
}

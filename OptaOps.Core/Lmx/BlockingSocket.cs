using System.Net;
using System.Net.Sockets;

namespace OptaOps.Core.Lmx;

/// <summary>
/// A connection that is never awaited. One that ever was stays non-blocking, and each synchronous read of it waits until the process's one event
/// thread has noticed the bytes and passes the wake-up on: a second thread, shared with every page and poll, between bytes and stamp.
/// </summary>
internal static class BlockingSocket
{
    /// <exception cref="SocketException">Refused, no route, or the name was not found.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static NetworkStream Connect(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var abort = cancellationToken.UnsafeRegister(static state => ((Socket)state!).Dispose(), socket);
            socket.Connect(target);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }
}

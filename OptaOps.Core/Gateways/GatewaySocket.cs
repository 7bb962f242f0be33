using System.Net.WebSockets;

namespace OptaOps.Core.Gateways;

/// <summary>
/// L3: a gateway speaks first on a new socket, so its challenge proves what it is without a secret. Then the socket is closed in order;
/// a close with 1008 tells what it asks of clients.
/// </summary>
internal sealed class GatewaySocket(GatewayHttp http, GatewayPatience patience, TimeProvider time)
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    public async Task<ChallengeAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        using var deadline = new Deadline(patience.Challenge, time, cancellationToken);
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws" }.Uri, http.Invoker, deadline.Token);
            var proven = await ListenAsync(socket, deadline.Token);
            var took = time.GetElapsedTime(from).TotalMilliseconds;
            if (proven)
            {
                await CloseAsync(socket, cancellationToken);
            }

            return new(proven, Refusal(socket), Said(proven, socket), proven ? took : null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, null, $"no challenge within {patience.Challenge.TotalSeconds:0.#} s", null);
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            return new(false, Refusal(socket), socket.State == WebSocketState.Closed ? "no WebSocket there" : "no challenge", null);
        }
    }

    /// <summary>True when the challenge came; false when the socket was closed before, or talks without end.</summary>
    private static async Task<bool> ListenAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBytes];
        for (var filled = 0; filled < buffer.Length;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), cancellationToken);
            filled += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            if (part.EndOfMessage)
            {
                if (GatewayAnswers.IsChallenge(buffer.AsSpan(0, filled)))
                {
                    return true;
                }

                filled = 0;
            }
        }

        return false;
    }

    private static string? Refusal(ClientWebSocket socket) => socket.CloseStatus == WebSocketCloseStatus.PolicyViolation
        ? UntrustedText.Shorten(socket.CloseStatusDescription ?? "")
        : null;

    private static string Said(bool proven, ClientWebSocket socket) => (proven, Refusal(socket)) switch
    {
        (true, null) => "challenge",
        (true, _) => "challenge, then closed with 1008",
        (false, not null) => "closed with 1008",
        (false, null) => socket.CloseStatus is { } status ? $"closed with {(int)status}, no challenge" : "no challenge",
    };

    private async Task CloseAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Farewell, time, cancellationToken);
        try
        {
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "OptaOps has seen the challenge", deadline.Token);
        }
        catch (Exception error) when (error is WebSocketException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It is proven already; how it ends does not matter.
        }
    }
}

namespace OptaOps.Core.Lmx;

/// <summary>An open event stream of a server. Disposing it closes the connection at once.</summary>
public sealed class ServerEventStream(HttpResponseMessage response, Stream body) : IDisposable
{
    private readonly EventFrames _frames = new();
    private readonly byte[] _buffer = new byte[8 * 1024];

    /// <summary>The next events, as soon as one is complete; null when the stream has ended or broken.</summary>
    /// <exception cref="LmxFormatException">An event is longer than any of LMX.</exception>
    public async Task<IReadOnlyList<ServerEvent>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await body.ReadAsync(_buffer, cancellationToken) is > 0 and var read)
            {
                if (_frames.Feed(_buffer.AsSpan(0, read)) is { Count: > 0 } complete)
                {
                    return complete;
                }
            }

            return null;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose() => response.Dispose();
}

using System.Collections.Concurrent;
using System.Text;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Fleet;

/// <summary>A node on a real socket that answers as its case says and remembers what it sent.</summary>
internal sealed class TruthPeer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _sent = new();
    private readonly HttpPeer _peer;

    public TruthPeer(TruthCase truth)
    {
        Case = truth;
        _peer = new HttpPeer(async (request, stream, cancellationToken) =>
        {
            var path = request.Path.Split('?')[0];
            if (truth.Answer(path) is not { } answer)
            {
                await HttpPeer.HangAsync(cancellationToken);
                return;
            }

            _sent[path] = answer;
            await stream.WriteAsync(answer, cancellationToken);
        });
    }

    public TruthCase Case { get; }

    /// <summary>Where it listens, or where nobody does; a port that was let go of could be anybody's.</summary>
    public Uri Address => Case.Refuses ? new Uri("http://127.0.0.1:9") : _peer.Address;

    /// <summary>Status lines and bodies of all paths that were asked.</summary>
    public string Sent => string.Join('\n', _sent.Values.Select(Encoding.UTF8.GetString).Select(text => $"{text.Split(' ')[1]} {text[text.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]}"));

    /// <summary>The newest body that was sent on a path with 200; null when there was none.</summary>
    public string? Body(string path) =>
        _sent.TryGetValue(path, out var answer) && Encoding.UTF8.GetString(answer) is var text && text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
            ? text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]
            : null;

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}

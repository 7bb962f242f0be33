using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Lmx;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Lmx;

/// <summary>A client and the scripted peer that it talks to over a socket.</summary>
internal sealed class LmxLine : IAsyncDisposable
{
    private readonly LmxCaller _caller;

    public LmxLine(HttpPeer peer, string? adminKey = null, string? inferenceKey = null, string scheme = "http")
    {
        Peer = peer;
        _caller = new LmxCaller(new Uri($"{scheme}://127.0.0.1:{peer.Port}"), adminKey, inferenceKey);
    }

    public LmxLine(Func<PeerRequest, NetworkStream, CancellationToken, Task> answer, string? adminKey = null, string? inferenceKey = null)
        : this(new HttpPeer(answer), adminKey, inferenceKey)
    {
    }

    public HttpPeer Peer { get; }

    public FakeTimeProvider Time => _caller.Time;

    public LmxClient Client => _caller.Client;

    /// <summary>A peer that gives the same answer to everything.</summary>
    public static LmxLine Answering(byte[] answer, string? adminKey = null, string? inferenceKey = null) =>
        new(async (_, stream, cancellationToken) => await stream.WriteAsync(answer, cancellationToken), adminKey, inferenceKey);

    public static LmxLine Answering(string body, int status = 200, string contentType = "application/json") =>
        Answering(HttpAnswer.Of(body, status, contentType));

    /// <summary>A peer that sends these bytes and closes the connection.</summary>
    public static LmxLine Cutting(byte[] bytes) => new(async (_, stream, cancellationToken) =>
    {
        await stream.WriteAsync(bytes, cancellationToken);
        stream.Close();
    });

    public Task<LmxAnswer<ServerStatus>> StatusAsync() => _caller.StatusAsync();

    public Task<LmxAnswer<LoadOutcome>> LoadAsync(string modelId = "acme/Foo-4bit") => _caller.LoadAsync(modelId);

    public Task<LmxAnswer<UnloadOutcome>> UnloadAsync(string modelId = "acme/Foo-4bit") =>
        Client.UnloadAsync(modelId, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await Peer.DisposeAsync();
    }
}

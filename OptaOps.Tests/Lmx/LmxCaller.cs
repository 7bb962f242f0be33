using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

/// <summary>A client just as the application registers it, on a clock that stands still.</summary>
internal sealed class LmxCaller : IDisposable
{
    /// <summary>What polls of these tests wait at most, on the fake clock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ServiceProvider _services;

    public LmxCaller(Uri address, string? adminKey = null, string? inferenceKey = null)
    {
        _services = new ServiceCollection().AddLmx().AddSingleton<TimeProvider>(Time).BuildServiceProvider();
        Client = _services.GetRequiredService<LmxClients>().For(new LmxEndpoint(address, adminKey, inferenceKey));
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1771850000));

    public LmxClient Client { get; }

    public Task<LmxAnswer<ServerStatus>> StatusAsync() => Client.GetStatusAsync(Patience, TestContext.Current.CancellationToken);

    public Task<LmxAnswer<LoadOutcome>> LoadAsync(string modelId = "acme/Foo-4bit") =>
        Client.LoadAsync(new LoadRequest(modelId), TestContext.Current.CancellationToken);

    public void Dispose() => _services.Dispose();
}

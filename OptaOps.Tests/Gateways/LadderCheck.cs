using OptaOps.Core.Gateways;

namespace OptaOps.Tests.Gateways;

/// <summary>The real ladder over real sockets, one check after the other, with a patience that suits the peer.</summary>
internal sealed class LadderCheck : IDisposable
{
    private readonly GatewayHttp _http;
    private readonly GatewayProbe _probe;

    /// <param name="patienceMs">Short where the peer never answers; else long enough for a busy machine.</param>
    public LadderCheck(Uri address, TimeProvider time, int patienceMs = 20_000)
    {
        var patience = new GatewayPatience(TimeSpan.FromSeconds(20), Milliseconds(patienceMs), Milliseconds(patienceMs), Milliseconds(patienceMs));
        var door = new GatewayDoor(patience, time);
        _http = new GatewayHttp(door, patience, time);
        _probe = new GatewayProbe(door, _http, new GatewaySocket(_http, patience, time), time);
        Last = new GatewaySnapshot(new Gateway(1, "Mono", address, GatewaySource.Saved), TimeSpan.FromSeconds(10), time.GetUtcNow());
    }

    public GatewaySnapshot Last { get; private set; }

    public async Task<GatewaySnapshot> CheckAsync() => Last = await _probe.RunAsync(Last, TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();

    private static TimeSpan Milliseconds(int value) => TimeSpan.FromMilliseconds(value);
}

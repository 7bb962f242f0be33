using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Fleet;

/// <summary>A node of which nothing is known yet.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static NodeSnapshot New() => new(
        new Node(1, "peer", new LmxEndpoint(new Uri("http://127.0.0.1:1234"), null, null), Simulated: false, DefinedInConfiguration: true), TimeSpan.FromSeconds(5), Noon);
}

namespace OptaOps.Tests.Lmx;

/// <summary>Every answer that the client reads.</summary>
internal static class WireFixtures
{
    public static IReadOnlyList<WireFixture> All { get; } = [.. StatusFixtures.All, .. ModelFixtures.All, .. LoadFixtures.All, .. EvidenceFixtures.All];

    public static WireFixture Named(string name) => All.Single(fixture => fixture.Name == name);
}

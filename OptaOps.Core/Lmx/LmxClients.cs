namespace OptaOps.Core.Lmx;

/// <summary>Makes clients for unmeasured calls and for event streams; all share one connection pool.</summary>
public sealed class LmxClients(IHttpClientFactory factory, TimeProvider time)
{
    internal const string HttpName = "lmx-poll";

    public LmxClient For(LmxEndpoint endpoint) => new(factory.CreateClient(HttpName), endpoint, time);

    public EventDoor Events(LmxEndpoint endpoint) => new(factory.CreateClient(HttpName), endpoint, time);
}

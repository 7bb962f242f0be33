using System.Collections.Immutable;

namespace OptaOps.Web.Simulator;

/// <summary>The counters of one life of a server; they start at nothing again after a restart.</summary>
internal sealed class RequestMetrics
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<TimeSpan> _recent = new();

    public RequestTally Total { get; private set; } = RequestTally.None;

    /// <summary>By model id, in order of names. A model stays in it when it is unloaded.</summary>
    public ImmutableSortedDictionary<string, RequestTally> Models { get; private set; } = Empty;

    /// <summary>By the clients' own names; requests without one are not in it.</summary>
    public ImmutableSortedDictionary<string, RequestTally> Clients { get; private set; } = Empty;

    private static ImmutableSortedDictionary<string, RequestTally> Empty =>
        ImmutableSortedDictionary.Create<string, RequestTally>(StringComparer.Ordinal);

    /// <param name="uptime">Of the server, at the request's end.</param>
    public void Add(FinishedRequest request, TimeSpan uptime)
    {
        lock (_gate)
        {
            _recent.Enqueue(uptime);
            Total = Total.With(request);
            Models = Counted(Models, request.Model, request);
            Clients = request.Client is { } client ? Counted(Clients, client, request) : Clients;
        }
    }

    /// <summary>Requests a second over the last minute, or since the start while that is shorter.</summary>
    public double Throughput(TimeSpan uptime)
    {
        lock (_gate)
        {
            while (_recent.TryPeek(out var oldest) && oldest < uptime - Window)
            {
                _recent.Dequeue();
            }

            var span = uptime < Window ? uptime : Window;
            return span > TimeSpan.Zero ? _recent.Count / span.TotalSeconds : 0;
        }
    }

    private static ImmutableSortedDictionary<string, RequestTally> Counted(
        ImmutableSortedDictionary<string, RequestTally> tallies, string name, FinishedRequest request) =>
        tallies.SetItem(name, tallies.GetValueOrDefault(name, RequestTally.None).With(request));
}

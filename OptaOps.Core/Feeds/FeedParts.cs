using Microsoft.Extensions.Logging;
using OptaOps.Core.Events;
using OptaOps.Core.Fleet;
using OptaOps.Core.Live;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Feeds;

/// <summary>What every feed needs beside its node.</summary>
internal sealed record FeedParts(
    Latest<FleetBoard> Fleet,
    Latest<FeedBoard> Board,
    LmxClients Clients,
    NodeGates Gates,
    FleetPoller Poller,
    LoadsSeen Loads,
    EventLog Log,
    TimeProvider Time,
    ILogger<NodeFeeds> Logger);

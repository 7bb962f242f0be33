namespace OptaOps.Core.Fleet;

/// <summary>Everything known of one node at one moment, with instants instead of ages. Values are kept when a poll fails.</summary>
public sealed record NodeSnapshot(Node Node, TimeSpan PollEvery, DateTimeOffset Since)
{
    public NodeKind? Kind { get; init; }

    /// <summary>Version of a server that is not LMX, where it tells one.</summary>
    internal string? KindVersion { get; init; }

    /// <summary>When a server that is not LMX was last asked what it is.</summary>
    internal DateTimeOffset? KindAsOf { get; init; }

    public NodeState State { get; init; } = NodeState.Checking;

    public string Reason { get; init; } = "The first answer is awaited.";

    /// <summary>What a person can do about the state; null when nothing is to be done.</summary>
    public string? NextStep { get; init; }

    /// <summary>Arrival of the newest answer that carried values.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Arrival of uptime, slots and requests in flight.</summary>
    public DateTimeOffset? StatusAsOf { get; init; }

    public double? AnswerMs { get; init; }

    public string? Version { get; init; }

    public double? UptimeSeconds { get; init; }

    /// <summary>Begin of the node's present process, if its uptime went backwards before our eyes.</summary>
    public DateTimeOffset? RestartedAt { get; init; }

    public int? InFlight { get; init; }

    public int? MaxConcurrent { get; init; }

    public NodeMemory? Memory { get; init; }

    public NodeHardware? Hardware { get; init; }

    /// <summary>When the node was last asked for its discovery document.</summary>
    internal DateTimeOffset? DiscoveredAt { get; init; }

    public DateTimeOffset? ModelsAsOf { get; init; }

    public IReadOnlyList<NodeModel>? Models { get; init; }

    /// <summary>Arrival of what is known of the models beside their ids.</summary>
    public DateTimeOffset? ModelDetailsAsOf { get; init; }

    /// <summary>True when the admin endpoints answered; then memory, load and evidence are to be had.</summary>
    public bool HasAdmin { get; init; }

    /// <summary>Why the admin endpoints give nothing; null when they do or nothing is known.</summary>
    internal NodeLack? StatusLack { get; init; }

    /// <summary>Why models are known by their ids alone although the status is readable.</summary>
    internal NodeLack? DetailsLack { get; init; }

    /// <summary>What <c>/v1</c> asks for and does not get: then nothing can be measured. A refused admin key alone does not matter.</summary>
    internal NodeLack? InferenceLack { get; init; }

    /// <summary>Asks the next poll to read the models, whether or not they are due.</summary>
    internal bool ModelsDue { get; init; }

    /// <summary>Timestamp of the newest poll that saw requests in flight; null when none did.</summary>
    internal long? BusySeenAt { get; init; }

    /// <summary>Answers in a row that came too late.</summary>
    internal int LateAnswers { get; init; }

    /// <summary>The node's gate, read when the view is made so that a measurement shows at once.</summary>
    internal NodeGate? Gate { get; init; }

    /// <summary>The view at a given moment: ages and staleness are computed then, so a value turns stale without a new poll.</summary>
    public NodeView At(DateTimeOffset now)
    {
        var answers = State is NodeState.Online or NodeState.NoModel or NodeState.Unauthorized && InferenceLack is null && StatusLack is not NodeLack.Way;
        var ages = NodeAges.Of(this, now);
        return new NodeView
        {
            Id = Node.Id,
            Name = Node.Name,
            Address = Node.Endpoint.ToString(),
            Kind = Kind,
            Can = new(HasAdmin, HasAdmin, answers && Models is { Count: > 0 }),
            Simulated = Node.Simulated,
            DefinedInConfiguration = Node.DefinedInConfiguration,
            AdminKeySet = Node.Endpoint.AdminKey is not null,
            State = State,
            Reason = Node.LostKeysSentence is { } lost ? $"{lost} {Reason}" : Reason,
            NextStep = NextStep,
            Since = Since,
            AsOf = AsOf,
            AgeMs = ages.Answer?.AgeMs,
            Stale = ages.Answer?.Stale == true,
            Ages = ages,
            Needs = NodeNeeds.Of(this),
            Measuring = Gate?.Measuring,
            LmxVersion = Version,
            UptimeSeconds = UptimeSeconds,
            RestartedAt = RestartedAt,
            InFlightRequests = InFlight,
            MaxConcurrentRequests = MaxConcurrent,
            AnswerMs = AnswerMs,
            Memory = Memory,
            Hardware = Hardware,
            ModelsAsOf = ModelsAsOf,
            Models = Models,
            ListsLoadedOnly = NodeKinds.ListsLoadedOnly(Kind),
        };
    }
}

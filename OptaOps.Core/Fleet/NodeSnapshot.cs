namespace OptaOps.Core.Fleet;

/// <summary>Everything known of one node at one moment, with instants instead of ages. Values are kept when a poll fails.</summary>
public sealed record NodeSnapshot(Node Node, TimeSpan PollEvery, DateTimeOffset Since)
{
    public NodeKind? Kind { get; init; }

    public NodeState State { get; init; } = NodeState.Checking;

    public string Reason { get; init; } = "The first answer is awaited.";

    /// <summary>Arrival of the newest answer that carried values.</summary>
    public DateTimeOffset? AsOf { get; init; }

    public double? AnswerMs { get; init; }

    public string? Version { get; init; }

    public double? UptimeSeconds { get; init; }

    public int? InFlight { get; init; }

    public int? MaxConcurrent { get; init; }

    public NodeMemory? Memory { get; init; }

    public DateTimeOffset? ModelsAsOf { get; init; }

    public IReadOnlyList<NodeModel>? Models { get; init; }

    /// <summary>True when the admin endpoints answered; then memory, load and evidence are to be had.</summary>
    public bool HasAdmin { get; init; }

    /// <summary>True when <c>/v1</c> asks for a key that we do not have: then nothing can be measured. A refused admin key alone does not matter.</summary>
    internal bool InferenceRefused { get; init; }

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
        var measuring = Gate?.Measuring;
        var answers = State is NodeState.Online or NodeState.NoModel || (State == NodeState.Unauthorized && !InferenceRefused);
        return new NodeView
        {
            Id = Node.Id,
            Name = Node.Name,
            Address = Node.Endpoint.ToString(),
            Kind = Kind,
            Can = new(HasAdmin, HasAdmin, answers && Models is { Count: > 0 }),
            Simulated = Node.Simulated,
            DefinedInConfiguration = Node.DefinedInConfiguration,
            State = State,
            Reason = Node.LostKeysSentence is { } lost ? $"{lost} {Reason}" : Reason,
            Since = Since,
            AsOf = AsOf,
            AgeMs = AsOf is { } asOf ? Math.Max(0, (long)(now - asOf).TotalMilliseconds) : null,
            Stale = measuring is null && IsStale(now),
            Measuring = measuring,
            LmxVersion = Version,
            UptimeSeconds = UptimeSeconds,
            InFlightRequests = InFlight,
            MaxConcurrentRequests = MaxConcurrent,
            AnswerMs = AnswerMs,
            Memory = Memory,
            ModelsAsOf = ModelsAsOf,
            Models = Models,
        };
    }

    /// <summary>Two intervals without an answer; time in which a measurement held polls back does not count.</summary>
    private bool IsStale(DateTimeOffset now)
    {
        var polledSince = Gate?.FreeSince is { } free && free > AsOf ? free : AsOf;
        return polledSince is { } since && now - since > (2 * PollEvery) + TimeSpan.FromSeconds(1);
    }
}

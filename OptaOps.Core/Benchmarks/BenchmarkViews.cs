namespace OptaOps.Core.Benchmarks;

/// <summary>A scenario as the API and the pages show it (design §6).</summary>
/// <param name="Version">Hash of prompt template and request fields; another version is another series.</param>
/// <param name="PromptTokensAbout">Estimate: characters ÷ 4, including the nonce.</param>
/// <param name="ColdRepeats">Extra loads under <c>coldStart: reload</c>.</param>
/// <param name="OnByDefault">Chosen in the matrix builder without being asked for.</param>
/// <param name="Repeats">Rounds.</param>
/// <param name="Concurrency">Streams at once; a round has as many runs.</param>
/// <param name="CountsPromptTokens">The true prompt size is asked for after the cell, and prefill tok/s given.</param>
public sealed record ScenarioView(
    string Name,
    string Version,
    bool BuiltIn,
    bool OnByDefault,
    PromptMode Prompts,
    int PromptTokensAbout,
    int MaxTokens,
    int Repeats,
    int ColdRepeats,
    int Concurrency,
    bool CountsPromptTokens);

/// <summary>A benchmark with its cells (design §6). <c>GET list</c> leaves the runs out.</summary>
public sealed record BenchmarkView
{
    public required int Id { get; init; }

    public required BenchmarkState State { get; init; }

    /// <summary>One sentence when the state needs one (what it waits for, why it failed), else null.</summary>
    public required string? Reason { get; init; }

    /// <summary>Stable word for a reason that a script may want to tell from others: <c>reloadFailed</c>, <c>reloadNotSafe</c>; else null.</summary>
    public required string? ReasonCode { get; init; }

    public required BenchmarkNode Node { get; init; }

    public required string? Note { get; init; }

    public required ColdStart ColdStart { get; init; }

    /// <summary>Seed of the stored shuffle of runs.</summary>
    public required int Seed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required BenchmarkProgress Progress { get; init; }

    /// <summary>The server's version when the benchmark began; null when it does not tell.</summary>
    public required string? NodeVersion { get; init; }

    public required IReadOnlyList<CellView> Cells { get; init; }

    /// <summary>Unstreamed requests beside the runs, in the order in which they were sent.</summary>
    public required IReadOnlyList<SideRequestView> SideRequests { get; init; }

    /// <summary>At most one a model.</summary>
    public required IReadOnlyList<CacheControlView> CacheControls { get; init; }
}

/// <summary>The node as it was named when the benchmark was stored.</summary>
public sealed record BenchmarkNode(int Id, string Name, bool Simulated);

/// <param name="Done">Runs that have ended, however they ended.</param>
/// <param name="Total">Planned runs.</param>
/// <param name="Failed">Runs that have failed.</param>
public sealed record BenchmarkProgress(int Done, int Total, int Failed);

/// <summary>An unstreamed request of a benchmark: it counts tokens and measures nothing.</summary>
/// <param name="TookMs">Null when nothing was sent; <paramref name="Problem"/> says why.</param>
/// <param name="PromptTokens">As the node counted; null when it did not answer.</param>
/// <param name="CompletionTokens">As the node counted, with the end token; null when it did not answer.</param>
/// <param name="RunsCounted">Runs whose count it settled.</param>
/// <param name="Problem">Why it settled none, in a sentence; else null. May quote the node.</param>
public sealed record SideRequestView(
    SideRequestKind Kind,
    string Model,
    string Scenario,
    DateTimeOffset StartedAt,
    double? TookMs,
    int? PromptTokens,
    int? CompletionTokens,
    int RunsCounted,
    string? Problem);

/// <summary>Whether a prompt that the node had seen was answered faster: TTFT in milliseconds of prompt A, of another prompt B, of A again.</summary>
public sealed record CacheControlView(
    string Model, CacheVerdict Verdict, string Reason, DateTimeOffset StartedAt, double? FirstMs, double? OtherMs, double? AgainMs);

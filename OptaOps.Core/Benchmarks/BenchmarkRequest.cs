namespace OptaOps.Core.Benchmarks;

/// <summary>What <c>POST /api/v1/benchmarks</c> and the page's *Run* ask for (design §6). Models and scenarios run in the listed order.</summary>
public sealed record BenchmarkRequest
{
    public int NodeId { get; init; }

    /// <summary>Ids of loaded models, exact and case-sensitive.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Scenario names.</summary>
    public IReadOnlyList<string>? Scenarios { get; init; }

    /// <summary>Null means <see cref="Benchmarks.ColdStart.AsFound"/>; <see cref="Benchmarks.ColdStart.Reload"/> is refused unless it is safe for every model.</summary>
    public ColdStart? ColdStart { get; init; }

    /// <summary>Shown in lists and reports; at most 500 characters.</summary>
    public string? Note { get; init; }
}

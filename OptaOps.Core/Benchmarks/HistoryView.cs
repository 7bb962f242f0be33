namespace OptaOps.Core.Benchmarks;

/// <summary>Metrics that have a history. *Cold* is firstAfterLoad and firstAfterIdle; warm and warmCached are never averaged into one.</summary>
public enum HistoryMetric
{
    TtftCold,
    TtftWarm,
    TtftWarmCached,

    /// <summary>A series of warm runs and one of warmCached runs: the rate contains the TTFT, so they are never one.</summary>
    TokPerSecEndToEnd,

    /// <summary>Of all runs whose temperature is known: it does not depend on it.</summary>
    TokPerSecDecode,

    /// <summary>Of cold runs.</summary>
    TokPerSecCold,

    /// <summary>Prompt tokens ÷ TTFT, of warm runs, whose prompt was new.</summary>
    PrefillTokPerSec,

    /// <summary>All streams of a round together.</summary>
    TokPerSecTotal,
}

/// <summary>Which points of the record to read; null means all.</summary>
public sealed record HistoryQuery
{
    public required HistoryMetric Metric { get; init; }

    public int? NodeId { get; init; }

    public string? Model { get; init; }

    public string? Scenario { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }
}

/// <param name="Unit"><c>ms</c> or <c>tok/s</c>.</param>
/// <param name="Truncated">True when a series had more than 2,000 points and the oldest were left out.</param>
public sealed record HistoryView(HistoryMetric Metric, string Unit, IReadOnlyList<HistorySeries> Series, bool Truncated);

/// <summary>One node × model × scenario; a changed scenario version is another series.</summary>
/// <param name="Temperature">Of its runs, where the metric keeps temperatures apart; null where it does not.</param>
public sealed record HistorySeries(
    int NodeId, string NodeName, string Model, string Scenario, string ScenarioVersion, Temperature? Temperature, bool Simulated, IReadOnlyList<HistoryPoint> Points);

/// <summary>One benchmark's good, unflagged-by-foreign-traffic runs of a series.</summary>
/// <param name="Value">Mean of the runs.</param>
/// <param name="N">Runs it rests on.</param>
public sealed record HistoryPoint(DateTimeOffset At, double Value, double Min, double Max, int N, int BenchmarkId);

/// <summary>What the filters of the history page can offer.</summary>
public sealed record HistoryChoices(
    IReadOnlyList<BenchmarkNode> Nodes, IReadOnlyList<string> Models, IReadOnlyList<string> Scenarios);

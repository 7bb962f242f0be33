namespace OptaOps.Accuracy;

/// <summary>A budget of the design and what was measured.</summary>
internal sealed record Target(string What, double AtMost, double Measured)
{
    public static string Header =>
        """
        | target | at most | measured | |
        |---|--:|--:|---|
        """;

    public bool IsMet => Measured <= AtMost;

    public string Row => FormattableString.Invariant($"| {What} | {AtMost} | {Measured:0.000} | {(IsMet ? "met" : "missed")} |");

    /// <param name="clock">No page and 1 stream, then 10 pages and 1, 4, 16 streams.</param>
    public static IReadOnlyList<Target> Of(IReadOnlyList<ClockResult> clock, TokenCase tokens, StorageResult storage) =>
    [
        new("TTFT error p99, 1 stream, 10 pages open, ms", 1, clock[1].TtftP99),
        new("TTFT error p99, 16 streams, 10 pages open, ms", 3, clock[3].TtftP99),
        new("tok/s error p99 of any case, decode and end to end, %", 1, clock.Max(result => result.RateP99)),
        new("tok/s error at 1, 4 and 8 tokens a piece where called tok/s, %", 1, tokens.WorstPercent),
        new("10,000 timelines of 512 chunks in the file, MB", 15, storage.GrownMb),
        new("encoded timeline, bytes a chunk", 2, storage.BytesPerChunk),
        new("open one timeline, slowest, ms", 100, storage.OpenMs.Max()),
    ];
}

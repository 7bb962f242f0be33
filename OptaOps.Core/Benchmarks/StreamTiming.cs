namespace OptaOps.Core.Benchmarks;

/// <summary>What was measured of one stream. Times are milliseconds after t0; null means that it did not happen.</summary>
internal sealed record StreamTiming
{
    public RunFailure? Failure { get; init; }

    public double? TtfrMs { get; init; }

    public double? TtftMs { get; init; }

    public double? TtfoMs { get; init; }

    public double? TotalMs { get; init; }

    /// <summary>Arrival of each chunk of text.</summary>
    public IReadOnlyList<double> AtMs { get; init; } = [];

    /// <summary>What the model said, reasoning included, tool calls and in-band errors not. Kept in memory until its cell has ended, never stored.</summary>
    public string Text { get; init; } = "";

    public bool ReasoningOnly { get; init; }

    public string? FinishReason { get; init; }

    public int? UsagePromptTokens { get; init; }

    public int? UsageCompletionTokens { get; init; }

    /// <summary>Share of the text's characters that came with the first chunk, 0 to 1; 0 without text.</summary>
    public double FirstChunkShare { get; init; }

    public static StreamTiming Failed(FailureCode code, string message) => new() { Failure = new RunFailure(code, message) };
}

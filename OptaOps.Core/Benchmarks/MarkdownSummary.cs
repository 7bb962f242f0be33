namespace OptaOps.Core.Benchmarks;

/// <summary>The summary of a benchmark as a Markdown table, for pasting.</summary>
public static class MarkdownSummary
{
    public static string Write(BenchmarkView benchmark) => throw new NotImplementedException();
}

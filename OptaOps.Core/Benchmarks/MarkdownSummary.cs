using System.Globalization;
using System.Text;

namespace OptaOps.Core.Benchmarks;

/// <summary>The summary of a benchmark as a Markdown table, for pasting.</summary>
public static class MarkdownSummary
{
    public static string Write(BenchmarkView benchmark)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### Benchmark {benchmark.Id} on {Escape(benchmark.Node.Name)}");
        text.Append(benchmark.Node.Simulated && !benchmark.Node.Name.Contains("simulated", StringComparison.OrdinalIgnoreCase) ? " (simulated)\n\n" : "\n\n");
        var when = benchmark.StartedAt ?? benchmark.CreatedAt;
        text.Append(CultureInfo.InvariantCulture, $"{when:yyyy-MM-dd HH:mm} UTC, {benchmark.State.ToString().ToLowerInvariant()}, ");
        text.Append(CultureInfo.InvariantCulture, $"{benchmark.Cells.Sum(cell => cell.Summary?.Ok ?? 0)} of {benchmark.Progress.Total} runs ok");
        text.Append(string.IsNullOrWhiteSpace(benchmark.Note) ? ".\n\n" : $". {Escape(benchmark.Note)}\n\n");
        text.Append("| Model | Scenario | Max tokens | Runs ok | tok/s | TTFT, ms | Total, ms | Cold TTFT, ms | Warm TTFT, ms | Warm cached TTFT, ms |")
            .Append(" Decode tok/s | Prefill tok/s | Together, tok/s | Memory, GB | Context | Batching |\n");
        text.Append("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|\n");
        foreach (var cell in benchmark.Cells)
        {
            text.Append(Row(cell));
        }

        return text.ToString();
    }

    private static string Row(CellView cell)
    {
        var summary = cell.Summary;
        var cold = summary?.ColdTtftMs is { Count: > 0 } times ? string.Join(", ", times.Select(time => Figure(time))) : "—";
        string[] columns =
        [
            $"`{Escape(cell.Model)}`",
            Escape(cell.Scenario),
            cell.MaxTokens.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{summary?.Ok ?? 0} of {cell.PlannedRuns}"),
            Figure(summary?.AvgTokPerSec),
            Figure(summary?.AvgTtftMs),
            Figure(summary?.AvgTotalMs),
            cold,
            WithN(summary?.WarmTtftMs, summary?.WarmN),
            WithN(summary?.WarmCachedTtftMs, summary?.WarmCachedN),
            Figure(summary?.AvgTokPerSecDecode),
            WithN(summary?.PrefillTokPerSec, summary?.PrefillN),
            WithN(summary?.TotalTokPerSec, summary?.TotalN),
            Figure(summary?.MemoryGb),
            summary?.ContextLength?.ToString("N0", CultureInfo.InvariantCulture) ?? "—",
            summary?.Batching switch { true => "on", false => "off", null => "—" },
        ];
        return $"| {string.Join(" | ", columns)} |\n";
    }

    private static string Figure(double? value) => value?.ToString("N2", CultureInfo.InvariantCulture) ?? "—";

    private static string WithN(double? value, int? n) =>
        value is null ? "—" : string.Create(CultureInfo.InvariantCulture, $"{Figure(value)} (n {n})");

    private static string Escape(string text) =>
        UntrustedText.Shorten(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("`", "'", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}

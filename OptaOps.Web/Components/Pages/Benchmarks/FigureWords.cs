using System.Globalization;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Statistics;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>One line for each figure of a summary: its formula, where it comes from, and the n it rests on.</summary>
internal static class FigureWords
{
    public static string TokPerSec(CellView cell) => CellRates.OnlyPieces(cell)
        ? "Mean of pieces of text ÷ total of each good run. How many tokens a piece holds is not known, so this is no tok/s."
        : $"Mean of output tokens ÷ total of each good run that was whole.{Spread(cell.Summary?.Statistics.TokPerSec, "tok/s", 2)}";

    public static string Ttft(CellView cell) =>
        $"Mean over {Show.Plural(cell.Summary?.Ok ?? 0, "good run")} of first non-empty text − request sent, cold runs included, as the seed report has it.";

    public static string Total(CellView cell) => $"Mean of end of stream − request sent, over good runs of {Show.Whole(cell.MaxTokens)} tokens that were whole.";

    public static string Cold(CellView cell) => cell.Summary?.ColdTtftMs is { Count: > 0 } times
        ? $"Every cold run, none dropped: {string.Join(", ", times.Select(time => Show.Two(time)))} ms. Cold: no request since the load, or idle for 10 min."
        : "No run was cold by the node's counters: no request since the load, or idle for 10 min.";

    public static string Warm(CellView cell) => $"Mean TTFT of warm runs with a prompt that was new.{Spread(cell.Summary?.Statistics.TtftWarm, "ms", 1)}";

    public static string Cached(CellView cell) => $"Mean TTFT of warm runs whose prompt was seen since the load.{Spread(cell.Summary?.Statistics.TtftWarmCached, "ms", 1)}";

    public static string Decode(CellView cell) =>
        $"Mean of (output tokens − those of the first chunk) ÷ (last text − first text).{Spread(cell.Summary?.Statistics.TokPerSecDecode, "tok/s", 2)}";

    public static string Prefill(CellView cell) =>
        $"Mean of prompt tokens ÷ TTFT over warm runs with a new prompt; {Show.Whole(cell.Summary?.PromptTokens)} prompt tokens as the node counted them."
        + Spread(cell.Summary?.Statistics.PrefillTokPerSec, "tok/s", 0);

    public static string Together(CellView cell) => cell.Summary?.TotalTokPerSec is null
        ? $"All {cell.Concurrency} streams of a round ÷ its time. No round counts: one was throttled, not alone, failed, or its tokens are not known."
        : $"Output tokens of all {cell.Concurrency} streams of a round ÷ (last end − first begin).{Spread(cell.Summary.Statistics.TotalTokPerSec, "tok/s", 1)}";

    /// <summary>Median, extremes, interval and what a change would have to be, always with the n; empty without values.</summary>
    private static string Spread(Distribution? values, string unit, int decimals)
    {
        if (values is null)
        {
            return " No comparable run.";
        }

        string Figure(double value) => value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (values.N == 1)
        {
            return " Rests on 1 run: nothing can be said of its spread.";
        }

        var change = values.SmallestShownChange is { } smallest ? $" The smallest change that this n could have shown is {Percent(smallest)}." : "";
        return $" Comparable runs: n {values.N}, median {Figure(values.Median)}, {Figure(values.Min)} to {Figure(values.Max)}, mean ± {Figure(values.HalfWidth95 ?? 0)} {unit} (95 %), "
            + $"CV {Percent(values.Cv ?? 0)}.{change}";
    }

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
}

using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The sentence above a finished benchmark's numbers: one a model, computed from its good runs, silent about what they do not give.</summary>
internal static class BenchmarkSentence
{
    /// <summary>An answer of fewer tokens is mostly its TTFT, so its rate is nothing that is sustained.</summary>
    private const int LeastSustained = 64;

    /// <summary>Continues after the model's name.</summary>
    public static string Of(BenchmarkView benchmark, string model)
    {
        var runs = BenchmarkWords.Runs(benchmark).Where(run => run.Model == model).ToArray();
        var good = runs.Where(run => run.State == RunState.Ok).ToArray();
        var sustained = good.Where(run => run.Concurrency == 1 && BenchmarkWords.Cell(benchmark, model, run.Scenario)!.MaxTokens >= LeastSustained).ToArray();
        if (good.Length == 0)
        {
            return runs.Length == 0 ? "was not measured." : $"gave no good run: {Failures(runs)}.";
        }

        var first = FirstToken(good);
        var rate = Rate(sustained.Length > 0 ? sustained : good);
        return first is null ? rate : $"{rate} First token: {first}.";
    }

    /// <summary>How the runs ended, for the line below.</summary>
    public static string Why(BenchmarkView benchmark)
    {
        var runs = BenchmarkWords.Runs(benchmark);
        var good = runs.Where(run => run.State == RunState.Ok).ToArray();
        var words = $"{Show.Whole(good.Length)} of {Show.Plural(benchmark.Progress.Total, "run")} ok";
        words += good.Length > 0 && good.All(run => run.Evidence?.Alone == true) ? ", alone on the node in all of them." : ".";
        var flagged = runs.Count(run => run.Flags.Count > 0);
        words += flagged == 0 ? "" : flagged == 1 ? " 1 run carries a flag." : $" {flagged} runs carry a flag.";
        return benchmark.Node.Simulated ? words + " The node is simulated: these are not figures of a real machine." : words;
    }

    private static string Rate(IReadOnlyList<RunView> good)
    {
        var warm = good.Where(run => RunWords.IsWarm(run.Temperature)).ToArray();
        if (Range(warm) is { } sustained)
        {
            return $"sustains {sustained} when warm.";
        }

        return Range(good) is { } any ? $"gave {any}; no run is known to be warm." : "ended its runs without a rate that can be compared.";
    }

    /// <summary>From the slowest to the fastest scenario, each by the mean of its comparable runs.</summary>
    private static string? Range(IReadOnlyList<RunView> runs)
    {
        var comparable = runs.Where(run => run.TokPerSecEndToEnd is not null && !run.Flags.Contains(RunFlag.StoppedEarly)).ToArray();
        var tokens = comparable.Where(run => run.TokenCountSource != TokenCountSource.Pieces).ToArray();
        var (counted, unit) = tokens.Length > 0 ? (tokens, "tok/s") : (comparable, "pieces/s");
        var means = counted.GroupBy(run => run.Scenario, StringComparer.Ordinal).Select(cell => cell.Average(run => run.TokPerSecEndToEnd!.Value)).ToArray();
        if (means.Length == 0)
        {
            return null;
        }

        var (low, high) = (Show.One(means.Min()), Show.One(means.Max()));
        return low == high ? $"{low} {unit}" : $"{low} to {high} {unit}";
    }

    private static string? FirstToken(IReadOnlyList<RunView> good)
    {
        string?[] parts =
        [
            Mean(good, Temperature.FirstAfterLoad, "right after its load"),
            Mean(good, Temperature.FirstAfterIdle, "after idling"),
            Mean(good, Temperature.Warm, "for a new prompt"),
            Mean(good, Temperature.WarmCached, "for the same prompt again"),
        ];
        var known = parts.OfType<string>().ToArray();
        return known.Length > 0 ? string.Join(", ", known) : Mean(good, Temperature.Unknown, "at an unknown temperature");
    }

    private static string? Mean(IReadOnlyList<RunView> good, Temperature temperature, string words)
    {
        var times = good.Where(run => run.Temperature == temperature).Select(run => run.TtftMs).OfType<double>().ToArray();
        return times.Length == 0 ? null : $"{Show.Whole(times.Average())} ms {words}";
    }

    private static string Failures(IReadOnlyList<RunView> runs)
    {
        var failed = runs.Where(run => run.Failure is not null).GroupBy(run => run.Failure!.Code).OrderByDescending(group => group.Count()).ToArray();
        return failed.Length == 0
            ? $"{Show.Plural(runs.Count, "run")} did not end"
            : string.Join(", ", failed.Select(group => $"{Words(group.Key)} in {Show.Plural(group.Count(), "run")}"));
    }

    private static string Words(FailureCode code) => code switch
    {
        FailureCode.ConnectFailed => "no connection",
        FailureCode.Unauthorized => "key refused",
        FailureCode.ModelNotFound => "model not found",
        FailureCode.Overloaded => "node overloaded",
        FailureCode.ServerBusy => "server busy",
        FailureCode.EngineError => "engine error",
        FailureCode.EmptyOutput => "empty output",
        FailureCode.CutStream => "stream cut",
        FailureCode.Stalled => "stream stalled",
        FailureCode.MalformedStream => "malformed stream",
        FailureCode.HttpError => "HTTP error",
        FailureCode.Timeout => "timeout",
        _ => code.ToString(),
    };
}

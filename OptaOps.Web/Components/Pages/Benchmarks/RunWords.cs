using System.Globalization;
using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>What a run's record says, in words.</summary>
internal static class RunWords
{
    public static string Word(Temperature? temperature) => temperature switch
    {
        Temperature.FirstAfterLoad or Temperature.FirstAfterIdle => "cold",
        Temperature.Warm => "warm",
        Temperature.WarmCached => "warm cached",
        _ => "unknown",
    };

    public static bool IsCold(Temperature? temperature) => temperature is Temperature.FirstAfterLoad or Temperature.FirstAfterIdle;

    public static bool IsWarm(Temperature? temperature) => temperature is Temperature.Warm or Temperature.WarmCached;

    /// <summary>How the temperature is known.</summary>
    /// <param name="run">The run.</param>
    /// <param name="loadedAt">The load's time of day in the viewer's zone, or null.</param>
    public static string Evidence(RunView run, string? loadedAt) => run.Temperature switch
    {
        null => run.State == RunState.Running ? "known when the run has ended" : "not judged: it did not end",
        Temperature.FirstAfterLoad => loadedAt is null ? "0 requests since its load" : $"0 requests since load {loadedAt}",
        Temperature.FirstAfterIdle => run.Evidence?.IdleSeconds is { } idle ? $"idle for {Idle(idle)}" : "idle for 10 min or more",
        Temperature.Warm => Own(run, "new prompt"),
        Temperature.WarmCached => Own(run, SamePrompt(run)),
        _ => Missing(run.Evidence),
    };

    public static string Flag(RunFlag flag) => flag switch
    {
        RunFlag.StoppedEarly => "stopped early",
        RunFlag.ReasoningOnly => "reasoning only",
        RunFlag.ForeignTraffic => "not alone",
        RunFlag.ObserverLag => "observer late",
        RunFlag.Repetitive => "repetitive text",
        RunFlag.Garbled => "garbled text",
        RunFlag.Throttled => "throttled",
        RunFlag.Resumed => "after a restart",
        _ => flag.ToString(),
    };

    public static string FlagMeans(RunFlag flag) => flag switch
    {
        RunFlag.StoppedEarly => "Ended before max_tokens, or gave so few pieces that it may have. Counts for TTFT and decode rate, not for total and tok/s.",
        RunFlag.ReasoningOnly => "The stream ended while the model was still reasoning.",
        RunFlag.ForeignTraffic => "The node's counters rose by more than our own requests, or its models changed. The run stays out of comparisons and history.",
        RunFlag.ObserverLag => "OptaOps itself was more than 5 ms late, or connected inside the clock. The run stays out of comparisons and history.",
        RunFlag.Repetitive => "Half of its four-word sequences or more had been said before.",
        RunFlag.Garbled => "A fifth of its words or more are no words.",
        RunFlag.Throttled => "A stream waited for a slot, or the adaptive limit had shrunk: the total is not what batching gives.",
        RunFlag.Resumed => "Measured after OptaOps was restarted.",
        _ => "",
    };

    public static string State(RunView run) => run.State switch
    {
        RunState.Running => "running",
        RunState.Ok => "ok",
        RunState.Failed => run.Failure?.Message ?? "Failed without a reason.",
        RunState.Cancelled => "Cancelled while it was measured.",
        RunState.Interrupted => "OptaOps was stopped while it was measured.",
        _ => run.State.ToString(),
    };

    public static string Unit(RunView run) => run.TokenCountSource == TokenCountSource.Pieces ? "pieces/s" : "tok/s";

    public static string CountSource(RunView run, int? maxTokens) => run.TokenCountSource switch
    {
        TokenCountSource.Exact => $"exact: {Show.Whole(run.Pieces)} pieces for max_tokens {Show.Whole(maxTokens)}",
        TokenCountSource.Usage => "as the server's usage says",
        TokenCountSource.Calibrated => "calibrated by one unstreamed request with the same text",
        TokenCountSource.Pieces => "pieces of text; tokens are not known",
        _ => "not known",
    };

    /// <summary>Name of a distribution, as the record has it.</summary>
    public static string Metric(string name) => name switch
    {
        "tokPerSec" => "tok/s",
        "tokPerSecDecode" => "decode rate",
        "prefillTokPerSec" => "prefill rate",
        "totalTokPerSec" => "total of the round",
        _ => "TTFT",
    };

    private static string SamePrompt(RunView run) => run.SamePromptAs switch
    {
        [] => "prompt seen since its load",
        [var one] => $"same prompt as run {one}",
        var many => $"same prompt as runs {Show.List(many)}",
    };

    private static string Own(RunView run, string words) => run.Evidence?.Source == "ownTraffic" ? words + ", by our own traffic" : words;

    private static string Missing(RunEvidence? evidence) => evidence switch
    {
        { Alone: false } => "somebody else came between",
        { Source: "counters" } => "the counters do not prove it",
        _ => "no counters to prove it",
    };

    private static string Idle(double seconds) => seconds < 7200
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:N0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:N1} h");
}

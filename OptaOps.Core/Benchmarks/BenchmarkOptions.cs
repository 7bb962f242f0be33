using System.ComponentModel.DataAnnotations;

namespace OptaOps.Core.Benchmarks;

/// <summary>Section <c>Benchmarks</c> of the configuration (design §7).</summary>
public sealed class BenchmarkOptions
{
    public const string Section = "Benchmarks";

    /// <summary>Longest time from sending a run to its end; before the first text only this limit counts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00", ErrorMessage = "Benchmarks:RunTimeout must be between 00:00:01 and 06:00:00.")]
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest silence after the first text.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Benchmarks:StallTimeout must be between 00:00:01 and 01:00:00.")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Scenarios beside the built-in ones.</summary>
    public IReadOnlyList<ScenarioOptions> Scenarios { get; init; } = [];
}

/// <summary>One configured scenario. A null in the settings file is the same as an empty text.</summary>
public sealed class ScenarioOptions
{
    /// <summary>Letters, digits, dot, dash and underscore; unique without regard to case.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The user message; a nonce is put in front of it.</summary>
    public string Prompt { get; init => field = value ?? ""; } = "";

    /// <summary>1 to 32,768.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>Rounds, 1 to 50.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Loads and cold runs beyond the first under <c>coldStart: reload</c>, 0 to 10.</summary>
    public int ColdRepeats { get; init; }

    public PromptMode Prompts { get; init; } = PromptMode.SameInCell;

    /// <summary>Streams at once: 1, 2, 4 or 8.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Asks for the true prompt size after the cell, by one unstreamed call, and gives prefill tok/s.</summary>
    public bool CountPromptTokens { get; init; }
}

using System.Security.Cryptography;
using System.Text;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>A prompt, how many tokens to ask for and how often (design §2, §4).</summary>
/// <param name="Template">The user message without its nonce.</param>
/// <param name="Repeats">Rounds of a cell; a round has as many runs as <see cref="Concurrency"/> says.</param>
internal sealed record Scenario(string Name, string Template, int MaxTokens, int Repeats, PromptMode Prompts)
{
    /// <summary>Loads beyond the first under <c>coldStart: reload</c>.</summary>
    public int ColdRepeats { get; init; }

    /// <summary>Streams at once: 1, 2, 4 or 8.</summary>
    public int Concurrency { get; init; } = 1;

    public bool BuiltIn { get; init; }

    /// <summary>Chosen in the matrix builder without being asked for.</summary>
    public bool OnByDefault { get; init; } = true;

    /// <summary>The true size of its prompts is asked for after the cell, so that prefill tok/s can be given.</summary>
    public bool CountsPrompt { get; init; }

    /// <summary>Tokens of a prompt as planned; null when only the characters are known.</summary>
    public int? PromptTokensPlanned { get; init; }

    /// <summary>As planned, else characters ÷ 4, including the nonce.</summary>
    public int PromptTokensAbout => PromptTokensPlanned ?? (Template.Length + Nonce.About) / 4;

    /// <summary>First 12 hex digits of the SHA-256 of the template and the request fields; another version is another series.</summary>
    public string Version => Hash($"{Template}\n{ChatRequest.FixedFields};max_tokens={MaxTokens};prompts={Prompts};concurrency={Concurrency}");

    public ScenarioView ToView() =>
        new(Name, Version, BuiltIn, OnByDefault, Prompts, PromptTokensAbout, MaxTokens, Repeats, ColdRepeats, Concurrency, CountsPrompt);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}

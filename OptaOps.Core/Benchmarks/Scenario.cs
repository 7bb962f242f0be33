using System.Security.Cryptography;
using System.Text;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Benchmarks;

/// <summary>A prompt, how many tokens to ask for and how often (design §2, §4).</summary>
/// <param name="Template">The user message without its nonce.</param>
public sealed record Scenario(string Name, string Template, int MaxTokens, int Repeats, PromptMode Prompts, int ColdRepeats, int Concurrency, bool BuiltIn)
{
    /// <summary>First 12 hex digits of the SHA-256 of the template and the request fields; another version is another series.</summary>
    public string Version { get; } = Hash($"{Template}\n{ChatRequest.FixedFields};max_tokens={MaxTokens};prompts={Prompts};concurrency={Concurrency}");

    public ScenarioView ToView() =>
        new(Name, Version, BuiltIn, Prompts, (Template.Length + Nonce.About) / 4, MaxTokens, Repeats, ColdRepeats, Concurrency);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}

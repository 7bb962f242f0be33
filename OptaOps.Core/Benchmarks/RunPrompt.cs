using System.Security.Cryptography;
using System.Text;

namespace OptaOps.Core.Benchmarks;

/// <summary>The prompt of a run: which runs share one is the scenario's choice, and streams of one round never do.</summary>
internal static class RunPrompt
{
    /// <param name="round">Which repeat of the cell, from 1.</param>
    /// <param name="stream">Which stream of the round, from 1.</param>
    public static string Of(BenchmarkRow benchmark, CellRow cell, Scenario scenario, int round, int stream)
    {
        var place = scenario.Prompts switch
        {
            PromptMode.Unique => $"{cell.Position}/{round}",
            PromptMode.Pairs => $"{cell.Position}/pair {(round + 1) / 2}",
            _ => $"{cell.Position}",
        };
        return $"{Nonce.Draw(benchmark.Seed, benchmark.Id, stream == 1 ? place : $"{place}/stream {stream}")} {scenario.Template}";
    }

    /// <summary>First 16 hex digits of the SHA-256: enough to tell the prompts of a benchmark apart.</summary>
    public static string Hash(string prompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..16];
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OptaOps.Web.Simulator;

/// <summary>A model in a simulated server's memory with the counters that LMX keeps for it (contract §3.4). Times are unix seconds.</summary>
public sealed class LoadedModel(SimulatedModel model, double loadedAt)
{
    private readonly Lock _gate = new();
    // Long prompts would pile up, so only their prints are kept.
    private readonly HashSet<string> _prompts = new(StringComparer.Ordinal);

    public SimulatedModel Model { get; } = model;

    public string Id => Model.Id;

    public double LoadedAt { get; set; } = loadedAt;

    public double LastUsedAt { get; set; } = loadedAt;

    public int RequestCount { get; set; }

    /// <summary><c>canary_pending</c>, <c>routable</c> or <c>quarantined</c>; a quarantined model keeps serving.</summary>
    public string Readiness { get; set; } = "routable";

    public string? ReadinessReason { get; set; }

    /// <summary>What the load asked for.</summary>
    internal JsonObject Performance { get; init; } = [];

    internal BatchPace Pace { get; } = new(model.BatchingCost);

    internal bool PrefixCache => Model.PrefixCache && Performance["prefix_cache"]?.GetValueKind() != JsonValueKind.False;

    /// <summary>Counts a request at its start, as LMX does, and tells what was warm for it.</summary>
    internal PromptWarmth Begin(string prompt, double now)
    {
        lock (_gate)
        {
            var first = RequestCount++ == 0;
            var unseen = !PrefixCache || _prompts.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(prompt))));
            LastUsedAt = now;
            return first ? PromptWarmth.FirstAfterLoad : unseen ? PromptWarmth.NewPrompt : PromptWarmth.CachedPrompt;
        }
    }
}

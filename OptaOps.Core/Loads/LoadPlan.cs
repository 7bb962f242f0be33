namespace OptaOps.Core.Loads;

/// <summary>What a load, unload or reload will do, from what the node said just before.</summary>
/// <param name="SizeGb">GiB of the model's files for a load, of its memory for an unload; null when unknown.</param>
/// <param name="Fit">Null for an unload.</param>
/// <param name="Listed">Whether the node lists the id as being on its disk; null when that could not be read.</param>
/// <param name="CanEvict">True when the node may unload other models for it: because of its size, or because its size is not known to us.</param>
/// <param name="Sentences">What will happen, for the person who decides.</param>
public sealed record LoadPlan(
    int NodeId,
    string NodeName,
    string ModelId,
    LoadKind Kind,
    double? SizeGb,
    MemoryFit? Fit,
    int? InFlight,
    double? UsualMs,
    bool? Listed,
    bool CanEvict,
    IReadOnlyList<string> Sentences);

/// <summary>What a load asks for beside its node.</summary>
public sealed record LoadWish
{
    /// <summary>Exact and case-sensitive, or an absolute path on the node.</summary>
    public string? ModelId { get; init; }

    /// <summary>Unload after so long without use; 0 keeps the model for ever, null leaves it to the node.</summary>
    public int? KeepAliveSeconds { get; init; }

    /// <summary><c>vllm-mlx</c>, <c>mlx-lm</c> or <c>gguf</c>; null leaves the choice to the node.</summary>
    public string? Backend { get; init; }

    /// <summary>False refuses a load that would or, where its size is not known, could make the node unload other models.</summary>
    public bool MayEvict { get; init; }
}

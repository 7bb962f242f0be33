using OptaOps.Core.Fleet;

namespace OptaOps.Core.Loads;

/// <summary>Whether a model would find room on a node.</summary>
public enum FitKind
{
    Fits,

    /// <summary>Only when other models are unloaded, which LMX does by itself.</summary>
    Evicts,

    /// <summary>Not even with nothing else loaded.</summary>
    TooLarge,

    /// <summary>A figure is missing.</summary>
    Unknown,
}

/// <summary>
/// How a load would meet the memory admission of LMX (contract §4.3): it reserves 1.15 × the estimate that we send, and unloads the least recently
/// used models until that is below the threshold.
/// </summary>
/// <param name="FreeGb">GiB under the threshold now; null when unknown, 0 when the threshold is passed.</param>
/// <param name="Evicts">Ids that would be unloaded, in that order.</param>
/// <param name="EstimateGb">GiB to send as the estimate, so small that no model more is unloaded; null to send none.</param>
public sealed record MemoryFit(FitKind Kind, double? FreeGb, IReadOnlyList<string> Evicts, double? EstimateGb)
{
    private const double Reserve = 1.15;

    /// <summary>LMX counts in percent with one decimal; below a tenth of a GiB no sum is to be trusted.</summary>
    private const double Margin = 0.1;

    /// <summary>By what the fleet last knew of the node.</summary>
    public static MemoryFit On(NodeView node, double? neededGb) => Of(
        node.Memory?.TotalGb,
        node.Memory?.UsedGb,
        node.Memory?.ThresholdPercent,
        neededGb,
        (node.Models ?? []).Select(model => new Occupant(model.Id, model.MemoryGb, model.LastUsedAt)));

    /// <param name="neededGb">GiB; null or 0 when unknown.</param>
    /// <param name="loaded">What is loaded, in any order.</param>
    internal static MemoryFit Of(double? totalGb, double? usedGb, double? thresholdPercent, double? neededGb, IEnumerable<Occupant> loaded)
    {
        if ((totalGb * thresholdPercent / 100) - usedGb is not { } headroom)
        {
            return new(FitKind.Unknown, null, [], null);
        }

        var free = Math.Max(0, headroom);
        if (neededGb is not { } needed || needed <= 0)
        {
            return new(FitKind.Unknown, free, [], null);
        }

        var evicts = new List<string>();
        var allKnown = true;
        foreach (var occupant in loaded.OrderBy(each => each.LastUsedAt ?? DateTimeOffset.MinValue))
        {
            if (needed + Margin < headroom)
            {
                break;
            }

            evicts.Add(occupant.Id);
            headroom += occupant.MemoryGb ?? 0;
            allKnown &= occupant.MemoryGb is not null;
        }

        return needed + Margin >= headroom
            ? new(allKnown ? FitKind.TooLarge : FitKind.Unknown, free, evicts, needed)
            : new(evicts.Count == 0 ? FitKind.Fits : FitKind.Evicts, free, evicts, Math.Min(Math.Round(needed, 2), Math.Floor((headroom - Margin) / Reserve * 100) / 100));
    }
}

/// <param name="MemoryGb">GiB; null when unknown.</param>
internal sealed record Occupant(string Id, double? MemoryGb, DateTimeOffset? LastUsedAt);

namespace OptaOps.Web.Simulator;

/// <summary>Whether a load may start (contract §4.3): what it reserves must fit below the threshold, evicting the least recently used.</summary>
internal static class MemoryAdmission
{
    private const double SafetyFactor = 1.15;

    /// <summary>LMX's own sum is sometimes off by its last digit and then refuses what fits; the simulator's is not.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The percentage reserved, or why there is no room.</summary>
    public static (double Reserved, string? Refusal) Admit(LmxProcess process, string id, double? estimateGb)
    {
        var server = process.Server;
        while (true)
        {
            var (current, reserved) = (server.UsedPercent, process.Loads.ReservedPercent);
            // Without an estimate a load reserves all headroom, so that a second one beside it cannot fit.
            var requested = estimateGb * SafetyFactor / server.TotalMemoryGb * 100 ?? Math.Max(0, server.ThresholdPercent - current);
            var sum = current + reserved + requested;
            if (sum <= server.ThresholdPercent + Rounding)
            {
                return (requested, null);
            }

            if (!server.AutoEvict || server.Models.Loaded.MinBy(loaded => loaded.LastUsedAt) is not { } oldest)
            {
                return (0, FormattableString.Invariant(
                    $"Insufficient memory headroom for loading '{id}': current={current:0.0}% + reserved={reserved:0.0}% + requested={requested:0.0}% = {sum:0.0}% exceeds {server.ThresholdPercent}% threshold ({(reserved > 0 ? "in-flight load reservations" : "current usage")})."));
            }

            process.Unload(oldest.Id, "lru");
        }
    }

    /// <summary>The second check, once the weights are read.</summary>
    public static string Exceeded(SimulatedServer server, SimulatedModel model)
    {
        var used = server.UsedPercent + (model.MemoryGb / server.TotalMemoryGb * 100);
        return FormattableString.Invariant(
            $"Loading {model.Id} pushed memory to {used:0.0}% \u2014 exceeds {server.ThresholdPercent}% threshold. Model unloaded.");
    }

    public static Task RefuseAsync(LmxExchange exchange, string text) =>
        exchange.ErrorAsync(StatusCodes.Status507InsufficientStorage, text, "insufficient_memory", null, "insufficient_memory");
}

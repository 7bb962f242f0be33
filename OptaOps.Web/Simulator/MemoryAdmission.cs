using System.Globalization;

namespace OptaOps.Web.Simulator;

/// <summary>Whether a load may start (contract §4.3): with an estimate it must fit below the threshold, evicting the least recently used.</summary>
internal static class MemoryAdmission
{
    private const double SafetyFactor = 1.15;

    public static bool Admit(SimulatedServer server, double? estimateGb)
    {
        // Without an estimate LMX reserves all headroom, which fits exactly as long as there is any.
        var neededPercent = estimateGb * SafetyFactor / server.TotalMemoryGb * 100 ?? 0;
        while (server.UsedPercent + neededPercent > server.ThresholdPercent)
        {
            if (!server.AutoEvict || server.Models.Loaded.MinBy(loaded => loaded.LastUsedAt) is not { } oldest)
            {
                return false;
            }

            server.Models.Unload(oldest.Id);
        }

        return true;
    }

    public static Task RefuseAsync(LmxExchange exchange)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Not enough memory: {exchange.Server.UsedPercent:0.0}% exceeds {exchange.Server.ThresholdPercent}% threshold");
        return exchange.ErrorAsync(507, text, "insufficient_memory", null, "insufficient_memory");
    }
}

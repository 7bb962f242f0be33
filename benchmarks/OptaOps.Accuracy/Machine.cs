using System.Globalization;
using System.Runtime.InteropServices;

namespace OptaOps.Accuracy;

/// <summary>The machine in words, and how busy it is.</summary>
internal static class Machine
{
    public static string Words
    {
        get
        {
            var processor = Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
            var load = Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores ({processor ?? RuntimeInformation.ProcessArchitecture.ToString()}), {memory:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load average before the run {load ?? "unknown"}");
        }
    }

    /// <summary>Ticks of all cores since the start of the machine: idle ones and all; null where it does not tell.</summary>
    public static (long Idle, long All)? Ticks()
    {
        if (Lines("/proc/stat").FirstOrDefault() is not { } line)
        {
            return null;
        }

        // user nice system idle iowait irq softirq steal, then guest times that user holds already
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(tick => long.Parse(tick, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[3] + ticks[4], ticks.Sum());
    }

    /// <summary>Share of all cores that was used between two counts, 0 to 1; 0 where the machine does not tell.</summary>
    public static double Busy((long Idle, long All)? before, (long Idle, long All)? after) =>
        before is { } from && after is { } to && to.All > from.All ? 1 - ((double)(to.Idle - from.Idle) / (to.All - from.All)) : 0;

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}

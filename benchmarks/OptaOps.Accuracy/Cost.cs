namespace OptaOps.Accuracy;

/// <summary>What something took.</summary>
/// <param name="Cpu">Of the measuring process with everything in it.</param>
/// <param name="MachineBusy">Share of all cores that was used by anybody, 0 to 1; 0 where the machine does not tell.</param>
internal sealed record Cost(TimeSpan Wall, TimeSpan Cpu, double MachineBusy)
{
    public static readonly Cost Nothing = new(TimeSpan.Zero, TimeSpan.Zero, 0);
    private static readonly TimeProvider Clock = TimeProvider.System;

    /// <summary>CPU of the process as a number of cores.</summary>
    public double Cores => Cpu / Wall;

    public static Cost operator +(Cost one, Cost other)
    {
        var wall = one.Wall + other.Wall;
        return new(wall, one.Cpu + other.Cpu, ((one.MachineBusy * one.Wall) + (other.MachineBusy * other.Wall)) / wall);
    }

    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        var (begin, cpu, machine) = (Clock.GetTimestamp(), Environment.CpuUsage.TotalTime, Machine.Ticks());
        await work();
        return new Cost(Clock.GetElapsedTime(begin), Environment.CpuUsage.TotalTime - cpu, Machine.Busy(machine, Machine.Ticks()));
    }
}

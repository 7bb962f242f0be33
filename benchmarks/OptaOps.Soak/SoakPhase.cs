using OptaOps.Accuracy;

namespace OptaOps.Soak;

/// <summary>What a stretch of time came to.</summary>
/// <param name="Cpu">Of the application.</param>
/// <param name="Memory">Resident memory of the application over time: seconds since the begin, MiB.</param>
/// <param name="From">Unix milliseconds, between two rounds of polls, as <paramref name="To"/>.</param>
internal sealed record SoakPhase(string Name, TimeSpan Wall, TimeSpan Cpu, double MachineBusy, IReadOnlyList<(double At, double Mb)> Memory, long From, long To)
{
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(2);

    public double CpuPercent => 100 * Cpu / Wall;

    /// <summary>Least squares over the last three quarters, MiB an hour.</summary>
    public double SlopeMbPerHour
    {
        get
        {
            var points = Memory.Where(point => point.At >= Wall.TotalSeconds / 4).ToArray();
            var (meanAt, meanMb) = (points.Average(point => point.At), points.Average(point => point.Mb));
            var spread = points.Sum(point => (point.At - meanAt) * (point.At - meanAt));
            return spread > 0 ? points.Sum(point => (point.At - meanAt) * (point.Mb - meanMb)) / spread * 3600 : 0;
        }
    }

    public static async Task<SoakPhase> RunAsync(string name, TimeSpan length, AppProcess app, PeersProcess peers, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var from = await peers.BetweenPollsAsync(cancellationToken);
        var (begin, cpu, machine) = (clock.GetTimestamp(), app.Cpu, Machine.Ticks());
        var memory = new List<(double, double)>();
        while (clock.GetElapsedTime(begin) < length)
        {
            memory.Add((clock.GetElapsedTime(begin).TotalSeconds, app.MemoryMb));
            await Task.Delay(Sample, clock, cancellationToken);
        }

        var to = await peers.BetweenPollsAsync(cancellationToken);
        return new SoakPhase(name, clock.GetElapsedTime(begin), app.Cpu - cpu, Machine.Busy(machine, Machine.Ticks()), memory, from, to);
    }

    /// <summary>Arrivals at one node in this phase.</summary>
    public long[] Within(long[]? arrivals) => [.. (arrivals ?? []).Where(at => at > From && at <= To)];
}

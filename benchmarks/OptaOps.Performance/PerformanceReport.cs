using System.Globalization;
using System.Runtime.InteropServices;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Fleet;
using OptaOps.Core.History;
using OptaOps.Core.Live;

namespace OptaOps.Performance;

/// <summary>Fills a database as a year would, reads what pages read, starts the program on it, and writes the tables of docs/performance.md.</summary>
internal static class PerformanceReport
{
    private const double ReadBudget = 200;
    private const double StartBudget = 2000;
    private const int Starts = 5;

    /// <returns>0 when every budget was met, else 1.</returns>
    public static async Task<int> WriteAsync(TextWriter output, string? kept)
    {
        await output.WriteLineAsync($"Machine: {Machine()}.\n");
        var now = TimeProvider.System.GetUtcNow();
        var directory = kept ?? Directory.CreateTempSubdirectory("optaops-performance-").FullName;
        var files = await BigDatabase.CreateAsync(directory);
        var rolledUp = await new YearOfPolls(files, now).StoreAsync();
        await files.CloseAsync();
        var polled = files.Megabytes;
        await files.StoreAsync(ManyRuns.Benchmarks(now));
        await files.CloseAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | database | |
            |---|--:|
            | a year of one node, MB | {polled:0.0} |
            | with {ManyRuns.Runs:N0} runs, MB | {files.Megabytes:0.0} |
            | roll-up of 48 h of that node ({rolledUp.Polls:N0} polls), ms | {rolledUp.TookMs:0} |

            """));
        var empty = Directory.CreateTempSubdirectory("optaops-performance-");
        List<Timed> all =
        [
            .. await ReadAsync(files, now),
            await Timed.OfAsync("start to the first 200 of /health/live with this database", StartBudget, () => Start.OnceAsync(directory), Starts),
            await Timed.OfAsync("the same with a database that has no history", StartBudget, () => Start.OnceAsync(empty.FullName), Starts),
        ];
        empty.Delete(recursive: true);
        await output.WriteLineAsync($"{Timed.Header}\n{string.Join('\n', all.Select(each => each.Row))}");
        if (kept is null)
        {
            Directory.Delete(directory, recursive: true);
        }

        return all.All(each => each.IsMet) ? 0 : 1;
    }

    private static async Task<IReadOnlyList<Timed>> ReadAsync(BigDatabase files, DateTimeOffset now)
    {
        var node = new NodeHistory(files, new NodeGates(TimeProvider.System), TimeProvider.System);
        var archive = new BenchmarkArchive(files, new Latest<BenchmarkBoard>(BenchmarkBoard.Empty));
        Task Node(int days, int points = 720) => node.ReadAsync(1, NodeMetric.MemoryUsedGb, now.AddDays(-days), now, points, CancellationToken.None);
        var series = new HistoryQuery { Metric = HistoryMetric.TtftWarm, NodeId = 1, Model = ManyRuns.Models[0], Scenario = ManyRuns.Scenario };
        return
        [
            await Timed.OfAsync("node's history, a year", ReadBudget, () => Node(365)),
            await Timed.OfAsync("node's history, a year in 2,000 points", ReadBudget, () => Node(365, NodeHistory.MostPoints)),
            await Timed.OfAsync("node's history, a month", ReadBudget, () => Node(30)),
            await Timed.OfAsync("node's history, a day", ReadBudget, () => Node(1)),
            await Timed.OfAsync("history of one series of 27", ReadBudget, () => archive.HistoryAsync(series, CancellationToken.None)),
        ];
    }

    private static string Machine()
    {
        var processor = Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var load = Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({processor ?? $"{RuntimeInformation.ProcessArchitecture}"}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load average before the run {load ?? "unknown"}";
    }

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}

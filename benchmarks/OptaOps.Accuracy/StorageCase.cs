using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Storage;

namespace OptaOps.Accuracy;

/// <summary>What the arrivals of 10,000 runs of 512 chunks take in the application's own database, and how long one takes to open.</summary>
internal static class StorageCase
{
    private const int Runs = 10_000;
    private const int Chunks = 512;

    public static async Task<string> RunAsync(IServiceProvider app, string directory)
    {
        await using var database = await app.GetRequiredService<IDbContextFactory<OptaOpsDb>>().CreateDbContextAsync();
        await database.Database.OpenConnectionAsync();
        await database.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var file = new FileInfo(Path.Combine(directory, "optaops.db"));
        var before = file.Length;
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            for (var run = 1; run <= Runs; run++)
            {
                var data = TimelineCodec.Encode(Arrivals(run));
                await database.Database.ExecuteSqlAsync($"INSERT INTO RunTimelines (RunId, Data) VALUES ({run + 1_000_000}, {data})");
            }

            await transaction.CommitAsync();
        }

        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        file.Refresh();
        var grown = file.Length - before;
        var begin = TimeProvider.System.GetTimestamp();
        var blob = await database.Set<RunTimelineRow>().Where(row => row.RunId == 1_005_000).Select(row => row.Data).SingleAsync();
        var opened = TimelineCodec.Decode(blob).Count;
        return FormattableString.Invariant(
            $"{Runs:N0} runs × {Chunks} chunks with ±3 ms of noise and now and then a stall: {grown / 1e6:0.0} MB in the file, {(double)grown / Runs / Chunks:0.00} bytes a chunk; {opened} arrivals of one run opened in {TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds:0.0} ms, the query's compilation included.");
    }

    /// <summary>The same noise in every run of this benchmark.</summary>
    private static double[] Arrivals(int run)
    {
        var state = (ulong)run * 0x9E3779B97F4A7C15;
        double Next()
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (state >> 33) / (double)(1UL << 31);
        }

        var at = 252d;
        return [.. Enumerable.Range(0, Chunks).Select(_ => at += 25.3 + ((Next() - 0.5) * 6) + (Next() < 0.005 ? 300 : 0))];
    }
}

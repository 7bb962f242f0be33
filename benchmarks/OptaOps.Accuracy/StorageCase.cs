using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Benchmarks;
using OptaOps.Core.Live;
using OptaOps.Core.Storage;
using OptaOps.Core.Storage.Sqlite;

namespace OptaOps.Accuracy;

/// <summary>What the arrivals of 10,000 runs of 512 chunks take in a database of the application's own schema, and how long one takes to open.</summary>
internal sealed class StorageCase : IDbContextFactory<OptaOpsDb>
{
    private const int Runs = 10_000;
    private const int RunsPerBenchmark = 100;
    private const int Chunks = 512;
    private readonly string _file;
    private readonly DbContextOptions<OptaOpsDb> _options;

    private StorageCase(string directory)
    {
        _file = Path.Combine(directory, "optaops.db");
        var builder = new DbContextOptionsBuilder<OptaOpsDb>();
        builder.UseOptaOpsSqlite(_file);
        _options = builder.Options;
    }

    public OptaOpsDb CreateDbContext() => new(_options);

    public static async Task<StorageResult> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("optaops-storage-");
        var result = await new StorageCase(directory.FullName).MeasureAsync();
        SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
        return result;
    }

    private async Task<StorageResult> MeasureAsync()
    {
        await using var database = CreateDbContext();
        await database.Database.MigrateAsync();
        var empty = await SizeAsync(database);
        for (var benchmark = 0; benchmark < Runs / RunsPerBenchmark; benchmark++)
        {
            database.Add(StoredRuns.Benchmark(benchmark, RunsPerBenchmark));
            await database.SaveChangesAsync();
            database.ChangeTracker.Clear();
        }

        var rows = await SizeAsync(database) - empty;
        var bytes = 0L;
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            foreach (var id in await database.Runs.Select(run => run.Id).ToArrayAsync())
            {
                var data = TimelineCodec.Encode(StoredRuns.Arrivals(id, Chunks));
                bytes += data.Length;
                await database.Database.ExecuteSqlAsync($"INSERT INTO RunTimelines (RunId, Data) VALUES ({id}, {data})");
            }

            await transaction.CommitAsync();
        }

        var all = await SizeAsync(database);
        return new(Runs, Chunks, bytes, all - rows - empty, all, await OpenAsync());
    }

    private async Task<double[]> OpenAsync()
    {
        var archive = new BenchmarkArchive(this, new Latest<BenchmarkBoard>(BenchmarkBoard.Empty));
        var took = new List<double>();
        for (var i = 0; i < RunsPerBenchmark; i++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            var timeline = await archive.TimelineAsync(i + 1, RunsPerBenchmark - i, CancellationToken.None);
            took.Add(TimeProvider.System.GetElapsedTime(begin).TotalMilliseconds);
            if (timeline?.AtMs.Count != Chunks)
            {
                throw new InvalidOperationException("A timeline was not stored.");
            }
        }

        return [.. took];
    }

    private async Task<long> SizeAsync(OptaOpsDb database)
    {
        await database.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return new FileInfo(_file).Length;
    }
}
